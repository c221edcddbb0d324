package org.dinotwins.data.sample;

import java.util.Locale;
import java.util.function.Function;

/** The categories of the sample set, in the order of their numbers; each draws itself anew at every throw of the dice. */
enum Species {
    BUTTERFLY("animal", Creatures::butterfly),
    CAR("thing", Things::car),
    CAT("animal", Creatures::cat),
    FISH("animal", Creatures::fish),
    FLOWER("plant", Plants::flower),
    HOUSE("thing", Things::house),
    MUSHROOM("plant", Plants::mushroom),
    SAILBOAT("thing", Things::sailboat);

    private final String family;
    private final Function<Dice, Figure> drawing;

    Species(String family, Function<Dice, Figure> drawing) {
        this.family = family;
        this.drawing = drawing;
    }

    Figure draw(Dice dice) {
        return drawing.apply(dice);
    }

    /** The word that people read. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** COCO's supercategory. */
    String family() {
        return family;
    }
}
