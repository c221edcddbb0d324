package org.dinotwins.eval.floor;

import java.util.function.Function;
import org.dinotwins.data.picture.Pixels;

/**
 * Features that need no learning, for the same kNN that classifies a network's features. Grey pixels and HOG have their mean
 * subtracted, so that the cosine of two pictures is their correlation; kNN is more accurate with it, and a floor must be the
 * best of its kind.
 */
public enum PictureDescriptor {
    /** {@value GreyPixels#SIDE} by {@value GreyPixels#SIDE} grey values. */
    GREY_PIXELS("Raw grey pixels", picture -> centred(GreyPixels.of(picture))),
    /** Shares of colours, wherever they are. */
    COLOUR_HISTOGRAM("Colour histogram", ColourHistogram::of),
    /** Histograms of oriented gradients. */
    HOG("HOG", picture -> centred(Hog.of(picture)));

    private final String words;
    private final Function<Pixels, float[]> features;

    PictureDescriptor(String words, Function<Pixels, float[]> features) {
        this.words = words;
        this.features = features;
    }

    private static float[] centred(float[] features) {
        double sum = 0;
        for (float feature : features) {
            sum += feature;
        }
        float mean = (float) (sum / features.length);
        for (int i = 0; i < features.length; i++) {
            features[i] -= mean;
        }
        return features;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** Features {@code [dim]} of a picture of any size. */
    public float[] of(Pixels picture) {
        return features.apply(picture);
    }
}
