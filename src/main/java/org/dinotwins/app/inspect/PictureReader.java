package org.dinotwins.app.inspect;

import java.nio.file.Path;
import org.dinotwins.data.DataException;
import org.dinotwins.data.picture.Pixels;

/** Decodes a picture. */
interface PictureReader {
    Pixels read(Path file) throws DataException;
}
