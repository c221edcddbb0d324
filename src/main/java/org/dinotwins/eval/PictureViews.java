package org.dinotwins.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;

/** Network inputs of the readable pictures, stretched to a square and normalised. */
public final class PictureViews {
    private final List<Picture> pictures = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final List<float[]> views = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    // Carries one picture's outcome out of the parallel stream; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Result(float[] view, String fault) {}

    private PictureViews() {}

    /**
     * Reads pictures in parallel and skips unreadable ones.
     *
     * @param size side in pixels
     */
    public static PictureViews read(List<Picture> pictures, int size) {
        return read(pictures, size, (picture, pixels) -> pixels);
    }

    /** Like {@link #read(List, int)}, with a change applied to the pixels, such as a corruption. */
    public static PictureViews read(List<Picture> pictures, int size, BiFunction<Picture, Pixels, Pixels> change) {
        List<Result> results = pictures.parallelStream()
                .map(picture -> {
                    try {
                        Pixels pixels = change.apply(picture, ImageFiles.read(picture));
                        return new Result(EvaluationView.stretched(pixels, size, size), "");
                    } catch (DataException e) {
                        return new Result(new float[0], e.getMessage());
                    }
                })
                .toList();
        PictureViews read = new PictureViews();
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            if (result.view().length > 0) {
                read.pictures.add(pictures.get(i));
                read.rows.add(i);
                read.views.add(result.view());
            } else {
                read.faults.add(result.fault());
            }
        }
        return read;
    }

    /** The readable pictures. */
    public List<Picture> pictures() {
        return List.copyOf(pictures);
    }

    /** Indices of these pictures in the requested list, ascending. */
    public List<Integer> rows() {
        return List.copyOf(rows);
    }

    /** Inputs {@code [n][3 * size * size]} of the readable pictures. */
    public float[][] views() {
        return views.toArray(float[][]::new);
    }

    /** One sentence per unreadable picture. */
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
