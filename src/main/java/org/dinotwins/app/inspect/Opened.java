package org.dinotwins.app.inspect;

import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;

/** A picture with its pixels and what is truly in it. */
record Opened(Picture picture, Pixels pixels, Truth truth) {
}
