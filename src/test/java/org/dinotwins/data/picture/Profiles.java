package org.dinotwins.data.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;

/** Colour profiles whose use would change every colour. */
final class Profiles {
    private Profiles() {}

    /** Linear light. */
    static byte[] linear() {
        return ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    }
}
