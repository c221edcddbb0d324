package org.dinotwins.app.inspect.pictures;

import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;

/** A picture with its pixels and what is truly in it. */
public record LoadedPicture(Picture picture, Pixels pixels, TrueMasks truth) {}
