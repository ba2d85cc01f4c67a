package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.Optional;

/** What every format does with a variable and with a child, and what can be wrong with it. */
final class Assignment {
    private static final String PRIORITY = "ansible_group_priority";

    private Assignment() {}

    static void assign(InventoryDraft draft, String owner, String key, Variable variable, Problems problems) {
        var group = draft.groups.get(owner);
        if (group == null || !key.equals(PRIORITY)) {
            draft.setVariable(owner, key, variable);
            return;
        }
        priority(variable.value())
                .ifPresentOrElse(
                        p -> group.priority = p,
                        () -> problems.error(
                                "inventory-group-priority",
                                variable.definedAt(),
                                owner,
                                PRIORITY + " is not a whole number",
                                "1 is the default, and the higher wins"));
    }

    private static Optional<Integer> priority(Value value) {
        return switch (value) {
            case Value.Int(var i) when i.bitLength() < 32 -> Optional.of(i.intValue());
            case Value.Real(var r) when Math.abs(r) < Integer.MAX_VALUE -> Optional.of((int) r);
            case Value.Bool(var b) -> Optional.of(b ? 1 : 0);
            case Value.Text(var t)
            when t.strip().matches("[+-]?[0-9]{1,9}") -> Optional.of(Integer.parseInt(t.strip()));
            case Value _ -> Optional.empty();
        };
    }

    static void adopt(InventoryDraft draft, String parent, String child, SourceLocation at, Problems problems) {
        switch (draft.adopt(parent, child)) {
            case DONE -> {}
            case OWN_CHILD -> problems.error("inventory-group-loop", at, parent, "a group is not its own child", "");
            case LOOP ->
                problems.error(
                        "inventory-group-loop",
                        at,
                        parent,
                        child + " is already above it and cannot be its child",
                        "groups make no circle");
        }
    }
}
