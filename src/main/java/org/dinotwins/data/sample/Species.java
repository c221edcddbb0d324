package org.dinotwins.data.sample;

import java.util.Locale;
import java.util.function.Function;

/** The categories of the sample set, in the order of their numbers; each draws itself anew at every throw of the dice. */
enum Species {
    BUTTERFLY("animal", Creatures::butterfly, Texture.Kind.DOTS),
    CAR("thing", Things::car, Texture.Kind.PLAIN),
    CAT("animal", Creatures::cat, Texture.Kind.STRIPES),
    FISH("animal", Creatures::fish, Texture.Kind.KNIT),
    FLOWER("plant", Plants::flower, Texture.Kind.NOISE),
    HOUSE("thing", Things::house, Texture.Kind.CHECKS),
    MUSHROOM("plant", Plants::mushroom, Texture.Kind.SPECKLES),
    SAILBOAT("thing", Things::sailboat, Texture.Kind.ZIGZAG);

    private final String family;
    private final Function<SeededRandom, FigureDrawing> drawing;
    private final Texture.Kind habit;

    Species(String family, Function<SeededRandom, FigureDrawing> drawing, Texture.Kind habit) {
        this.family = family;
        this.drawing = drawing;
        this.habit = habit;
    }

    FigureDrawing draw(SeededRandom dice) {
        return drawing.apply(dice);
    }

    /** The pattern that most of its kind wear. */
    Texture.Kind habit() {
        return habit;
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
