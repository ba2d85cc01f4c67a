package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Where the objects of a topology and their attributes stand in the sources. */
public final class Locations {
    private final Map<ObjectPath, SourceLocation> places;

    Locations(Map<ObjectPath, SourceLocation> places) {
        this.places = Map.copyOf(places);
    }

    /** The place of the object, or of the nearest that it stands in. */
    public Optional<SourceLocation> of(ObjectPath path) {
        for (ObjectPath p = path; !p.parts().isEmpty(); p = p.parent()) {
            SourceLocation place = places.get(p);
            if (place != null) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    /** The same for a path as text: {@code nets.bookstore.virts.web.mac}. */
    public Optional<SourceLocation> of(String path) {
        return places.keySet().stream()
                .filter(p -> (path + ".").startsWith(p + "."))
                .max(Comparator.comparingInt(p -> p.parts().size()))
                .map(places::get)
                .map(Objects::requireNonNull);
    }
}
