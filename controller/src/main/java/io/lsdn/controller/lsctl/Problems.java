package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.validate.ObjectPath;
import io.lsdn.netmodel.validate.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Problems of a model, as a script sees them. */
final class Problems {
    private Problems() {}

    /** The errors, a line each. */
    static String text(List<Problem> problems) {
        return problems.stream()
                .filter(p -> p.severity() == Severity.ERROR)
                .map(p -> p.path() + ": " + p.message()
                        + p.hint().map(h -> " (" + h + ")").orElse(""))
                .collect(Collectors.joining("\n"));
    }

    /** The place of the object, or of the nearest that it stands in. */
    static Optional<SourceLocation> place(ObjectPath path, Map<ObjectPath, SourceLocation> places) {
        for (ObjectPath p = path; !p.parts().isEmpty(); p = p.parent()) {
            SourceLocation place = places.get(p);
            if (place != null) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }
}
