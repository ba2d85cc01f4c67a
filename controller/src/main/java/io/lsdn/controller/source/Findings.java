package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.validate.ObjectPath;
import io.lsdn.netmodel.validate.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What is found while sources are read: problems, and the place of every object. What could not be read is remembered,
 * so that nothing that only follows from it is reported; what a range repeats is reported once.
 */
public final class Findings {
    private final Map<Object, Found> found = new LinkedHashMap<>();
    private final Map<ObjectPath, SourceLocation> places = new HashMap<>();
    private final Set<ObjectPath> unread = new HashSet<>();
    private final Set<ObjectPath> ofRanges = new HashSet<>();
    private final Map<String, Integer> sources = new HashMap<>();
    private int objects;

    /** Sources are reported in the order in which they are announced. */
    void announce(String source) {
        sources.putIfAbsent(source, sources.size());
    }

    /** Where an object stands; the first place counts. */
    void place(ObjectPath path, SourceLocation location) {
        places.putIfAbsent(path, location);
    }

    void forget(ObjectPath path) {
        places.remove(path);
    }

    Optional<SourceLocation> placeOf(ObjectPath path) {
        return Optional.ofNullable(places.get(path));
    }

    /** That this object is one of many that stand in one place. */
    void ofRange(ObjectPath path) {
        ofRanges.add(path);
    }

    /** Whether so many objects more may be made. */
    boolean admit(int count) {
        objects += Math.min(count, Limits.OBJECTS);
        return objects <= Limits.OBJECTS;
    }

    /** An error, and that the object could not be read. */
    void unreadable(ObjectPath path, Diagnostic why) {
        unread.add(path);
        add(path, why);
    }

    /** That the object could not be read, which is reported elsewhere. */
    void unread(ObjectPath path) {
        unread.add(path);
    }

    /** An error that leaves the object usable for further checks. */
    void add(ObjectPath path, Diagnostic diagnostic) {
        Object key = isOfRange(path) ? List.of(diagnostic.code(), diagnostic.location()) : new Object();
        found.computeIfAbsent(key, _ -> new Found(diagnostic)).count++;
    }

    /** Whether a source could not be read at all, so that anything may stand there. */
    boolean isIncomplete() {
        return unread.contains(ObjectPath.ROOT);
    }

    public boolean isUnread(ObjectPath path) {
        for (ObjectPath p = path; !p.parts().isEmpty(); p = p.parent()) {
            if (unread.contains(p)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayFollow(ObjectPath path) {
        return isUnread(path) || isIncomplete() && !places.containsKey(path);
    }

    /** A problem of the model, unless it follows from what could not be read. */
    void add(Problem problem, Locations locations) {
        if (isUnread(problem.path())
                || Stream.concat(problem.other().stream(), problem.related().stream())
                        .anyMatch(this::mayFollow)) {
            return;
        }
        Optional<SourceLocation> place = locations.of(problem.path());
        Diagnostic plain = problem.toDiagnostic(place);
        Optional<String> other = problem.other()
                .flatMap(o -> locations
                        .of(o)
                        .filter(p -> !Optional.of(p).equals(place))
                        .map(p -> o + " stands at " + p));
        add(problem.path(), other.map(o -> withHint(plain, o)).orElse(plain));
    }

    private static Diagnostic withHint(Diagnostic d, String more) {
        String hint = d.hint().map(h -> h + "; ").orElse("") + more;
        return new Diagnostic(d.severity(), d.code(), d.location(), d.object(), d.message(), Optional.of(hint));
    }

    private boolean isOfRange(ObjectPath path) {
        for (ObjectPath p = path; !p.parts().isEmpty(); p = p.parent()) {
            if (ofRanges.contains(p)) {
                return true;
            }
        }
        return false;
    }

    Locations locations() {
        return new Locations(places);
    }

    public boolean hasErrors() {
        return found.values().stream().anyMatch(f -> f.first.severity() == Severity.ERROR);
    }

    /** Everything found, in the order of the sources, their lines and columns; what has no place comes first. */
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> all =
                new ArrayList<>(found.values().stream().map(Found::diagnostic).toList());
        all.sort(Comparator.comparingInt((Diagnostic d) ->
                        order(d, l -> Objects.requireNonNullElse(sources.get(l.source()), sources.size())))
                .thenComparingInt(d -> order(d, SourceLocation::line))
                .thenComparingInt(d -> order(d, SourceLocation::column)));
        return List.copyOf(all);
    }

    private static int order(Diagnostic d, ToIntFunction<SourceLocation> key) {
        return d.location().map(key::applyAsInt).orElse(-1);
    }

    private static final class Found {
        private final Diagnostic first;
        private int count;

        Found(Diagnostic first) {
            this.first = first;
        }

        Diagnostic diagnostic() {
            return count == 1
                    ? first
                    : new Diagnostic(
                            first.severity(),
                            first.code(),
                            first.location(),
                            first.object(),
                            first.message() + " (and " + (count - 1) + " more of its range)",
                            first.hint());
        }
    }
}
