package io.lsdn.controller.lsctl;

import io.lsdn.controller.lsctl.Scope.Kind;
import io.lsdn.controller.writing.LsctlText;
import io.lsdn.controller.writing.TopologyText;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The commands of one interpreter: they change a model, in the order in which the script runs. */
final class Commands {
    private final Draft model = Draft.empty();
    private final Effects effects;
    private final Map<ObjectPath, Place> places = new HashMap<>();
    private final Deque<Scope> scopes = new ArrayDeque<>(List.of(Scope.ROOT));
    private final ObjectCommands objects = new ObjectCommands(this);
    private final VirtCommands virts = new VirtCommands(this);
    private Place place = new Place("", 1);

    Commands(Effects effects) {
        this.effects = effects;
    }

    Draft model() {
        return model;
    }

    /** Where objects stand, for problems that are found later. */
    Map<ObjectPath, Place> places() {
        return places;
    }

    Place place() {
        return place;
    }

    Scope scope() {
        return scopes.element();
    }

    /** The object is made, or changed, by this command. */
    void stands(ObjectPath path) {
        places.put(path, place);
    }

    void claim(List<String> physes) throws ScriptError {
        effects.claim(model, physes);
    }

    /** The body that follows is within this. */
    Answer enter(Scope scope) {
        scopes.push(scope);
        return new Answer.Body();
    }

    void leave() {
        scopes.pop();
    }

    Answer answer(String command, Place at, List<String> words) {
        place = at;
        try {
            return carryOut(command, words);
        } catch (ScriptError e) {
            return new Answer.Refused(e.getMessage());
        }
    }

    private Answer carryOut(String command, List<String> words) throws ScriptError {
        return switch (command) {
            case "settings" -> objects.settings(words);
            case "net" -> objects.net(words);
            case "phys" -> objects.phys(words);
            case "virt" -> objects.virt(words);
            case "attach" -> objects.attach(words);
            case "detach" -> objects.detach(words);
            case "claimLocal" -> objects.claimLocal(words);
            case "rule" -> virts.rule(words);
            case "flushVr" -> virts.flushRules(words);
            case "rate" -> virts.rate(words);
            case "validate" -> alone(command, words, effects::validate);
            case "commit" -> alone(command, words, effects::commit);
            case "cleanup" ->
                alone(command, words, m -> {
                    effects.cleanup(m);
                    m.clear();
                });
            case "free" -> alone(command, words, Draft::clear);
            case "show" -> show(words);
            case "context" -> context(words);
            default -> throw new ScriptError("no command '" + command + "'");
        };
    }

    private interface Step {
        void on(Draft model) throws ScriptError;
    }

    private Answer alone(String command, List<String> words, Step step) throws ScriptError {
        require(command, Kind.ROOT);
        Words.read(command, words, List.of(), List.of());
        if (!words.isEmpty()) {
            throw new ScriptError(command + " takes no arguments");
        }
        step.on(model);
        return Answer.NOTHING;
    }

    private Answer show(List<String> words) throws ScriptError {
        require("show", Kind.ROOT);
        Words w = Words.read("show", words, List.of(), List.of("-tcl", "-json"));
        if (w.switches().size() != 1 || !w.others().isEmpty()) {
            throw new ScriptError("usage: show -tcl | -json");
        }
        return new Answer.Done(
                w.has("-tcl") ? LsctlText.of(model.topology(), model.claimed()) : TopologyText.json(model.topology()));
    }

    /** Ours, not LSDN's: it has only one context. */
    private Answer context(List<String> words) throws ScriptError {
        require("context", Kind.ROOT);
        if (words.size() != 1) {
            throw new ScriptError("usage: context NAME");
        }
        model.context(words.getFirst());
        stands(ObjectPath.of("context"));
        return Answer.NOTHING;
    }

    /** @throws ScriptError if the command stands elsewhere than in one of these */
    void require(String command, Kind... kinds) throws ScriptError {
        if (!List.of(kinds).contains(scope().kind())) {
            throw new ScriptError(command + " can not stand " + scope().kind().place() + ", only "
                    + Arrays.stream(kinds).map(Kind::place).collect(Collectors.joining(" or ")));
        }
    }
}
