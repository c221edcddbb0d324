package org.dinotwins.eval;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dinotwins.data.Picture;

/** Pictures and their features from one network, {@code [n][dim]}, in the same order. */
public final class PictureFeatures {
    private final List<Picture> pictures;
    private final float[][] features;

    /** @param features {@code [n][dim]}, one row per picture */
    public PictureFeatures(List<Picture> pictures, float[][] features) {
        if (pictures.size() != features.length) {
            throw new IllegalArgumentException(features.length + " features of " + pictures.size() + " pictures");
        }
        this.pictures = List.copyOf(pictures);
        this.features = features;
    }

    /** The pictures, in the order of their features. */
    public List<Picture> pictures() {
        return pictures;
    }

    /** Features {@code [n][dim]}; read-only. */
    public float[][] features() {
        return features;
    }

    /** Labels {@code [n]}; every picture must have one, see {@link #labelled()}. */
    public int[] labels() {
        return pictures.stream().mapToInt(p -> p.label().orElseThrow()).toArray();
    }

    /** The pictures that have a label. */
    public PictureFeatures labelled() {
        return where(p -> p.label().isPresent());
    }

    /** The pictures that meet a condition. */
    public PictureFeatures where(Predicate<Picture> condition) {
        int[] rows = IntStream.range(0, features.length)
                .filter(i -> condition.test(pictures.get(i)))
                .toArray();
        return new PictureFeatures(
                IntStream.of(rows).mapToObj(pictures::get).toList(),
                IntStream.of(rows).mapToObj(i -> features[i]).toArray(float[][]::new));
    }

    /** These pictures, followed by the others. */
    public PictureFeatures and(PictureFeatures others) {
        return new PictureFeatures(
                Stream.concat(pictures.stream(), others.pictures.stream()).toList(),
                Stream.concat(Stream.of(features), Stream.of(others.features)).toArray(float[][]::new));
    }
}
