package org.dinotwins.data;

import java.util.List;
import java.util.OptionalInt;

/** The objects of a picture as an annotation index stores them: immutable, each created when it is read. */
public interface StoredObjects extends List<PictureObject> {
    /** Like {@link Picture#label()}, without creating the objects. */
    OptionalInt label();
}
