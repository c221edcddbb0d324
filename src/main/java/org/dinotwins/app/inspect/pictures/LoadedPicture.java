package org.dinotwins.app.inspect.pictures;

import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;

/** A decoded picture with its true objects. */
public record LoadedPicture(Picture picture, Pixels pixels, TrueMasks truth) {}
