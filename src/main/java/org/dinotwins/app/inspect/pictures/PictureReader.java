package org.dinotwins.app.inspect.pictures;

import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;

/** Decodes a picture. */
public interface PictureReader {
    Pixels read(Picture picture) throws DataException;
}
