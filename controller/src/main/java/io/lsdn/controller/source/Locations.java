package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the objects of a topology and their attributes stand in the sources. */
public final class Locations {
    private final Map<ObjectPath, SourceLocation> places;
    private final Map<String, SourceLocation> byText = new HashMap<>();

    Locations(Map<ObjectPath, SourceLocation> places) {
        this.places = Map.copyOf(places);
        this.places.forEach((path, place) -> byText.put(path.toString(), place));
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
        for (String p = path; ; p = p.substring(0, p.lastIndexOf('.'))) {
            SourceLocation place = byText.get(p);
            if (place != null || p.indexOf('.') < 0) {
                return Optional.ofNullable(place);
            }
        }
    }
}
