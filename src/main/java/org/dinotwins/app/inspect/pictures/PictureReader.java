package org.dinotwins.app.inspect.pictures;

import java.nio.file.Path;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.Pixels;

/** Decodes a picture. */
public interface PictureReader {
    Pixels read(Path file) throws DataException;
}
