package org.dinotwins.experiment;

import java.util.List;

/** The configurations that come with the workbench, JSON files in the resources. */
public final class Presets {
    private Presets() {
    }

    /** Names in the order to offer them: quick, standard, dino, barlow, dinotwins, paper. */
    public static List<String> names() {
        throw new UnsupportedOperationException();
    }

    /** One sentence on what the preset is for and how long it takes. */
    public static String describe(String name) throws ExperimentException {
        throw new UnsupportedOperationException();
    }

    /** Reads a preset. */
    public static RunConfig load(String name) throws ExperimentException {
        throw new UnsupportedOperationException();
    }
}
