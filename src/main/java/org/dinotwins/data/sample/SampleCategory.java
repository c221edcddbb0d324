package org.dinotwins.data.sample;

import java.util.Locale;
import java.util.function.Function;
import org.dinotwins.data.sample.drawing.FigureDrawing;
import org.dinotwins.data.sample.drawing.SeededRandom;
import org.dinotwins.data.sample.drawing.Texture;

/** The categories of the sample set, in the order of their ids; each object varies at random. */
enum SampleCategory {
    BUTTERFLY("animal", AnimalDrawings::butterfly, Texture.Kind.DOTS),
    CAR("thing", ArtefactDrawings::car, Texture.Kind.PLAIN),
    CAT("animal", AnimalDrawings::cat, Texture.Kind.STRIPES),
    FISH("animal", AnimalDrawings::fish, Texture.Kind.KNIT),
    FLOWER("plant", PlantDrawings::flower, Texture.Kind.NOISE),
    HOUSE("thing", ArtefactDrawings::house, Texture.Kind.CHECKS),
    MUSHROOM("plant", PlantDrawings::mushroom, Texture.Kind.SPECKLES),
    SAILBOAT("thing", ArtefactDrawings::sailboat, Texture.Kind.ZIGZAG);

    private final String family;
    private final Function<SeededRandom, FigureDrawing> drawing;
    private final Texture.Kind usualPattern;

    SampleCategory(String family, Function<SeededRandom, FigureDrawing> drawing, Texture.Kind usualPattern) {
        this.family = family;
        this.drawing = drawing;
        this.usualPattern = usualPattern;
    }

    FigureDrawing draw(SeededRandom random) {
        return drawing.apply(random);
    }

    /** The pattern that most objects of the category have. */
    Texture.Kind usualPattern() {
        return usualPattern;
    }

    /** The name shown to people. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** COCO's supercategory. */
    String family() {
        return family;
    }
}
