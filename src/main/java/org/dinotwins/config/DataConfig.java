package org.dinotwins.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.UserCache;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.data.sample.DrawnSample;

/**
 * The image set of a run.
 *
 * @param folder folder of the image set; a relative path is resolved in the working folder, then in the program's
 *               installation folder. Or the name of a {@link DrawnSample}
 * @param limit  number of training pictures, drawn with the seed; 0 for all
 */
public record DataConfig(String folder, int limit) {
    /** System property, set by the launcher: the program's installation folder. */
    public static final String HOME = "dinotwins.home";

    /**
     * Checks that {@link #resolve} will find the image set; draws nothing.
     *
     * @throws MissingImagesException if the folder does not exist
     */
    public void check() throws WorkbenchException {
        if (drawn().isEmpty()) {
            resolve();
        }
    }

    /** The sample set that {@link #folder} names and that is not drawn yet. */
    public Optional<DrawnSample> undrawn() throws WorkbenchException {
        return drawn().filter(sample -> !sample.isDrawn(UserCache.folder()));
    }

    private Optional<DrawnSample> drawn() throws WorkbenchException {
        try {
            return DrawnSample.of(folder);
        } catch (DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    /**
     * The existing folder, absolute. Draws a {@link DrawnSample} first if necessary.
     *
     * @throws MissingImagesException if the folder does not exist
     */
    public Path resolve() throws WorkbenchException {
        return resolve(share -> {});
    }

    private Path resolve(DoubleConsumer drawing) throws WorkbenchException {
        Optional<DrawnSample> drawn = drawn();
        if (drawn.isPresent()) {
            try {
                return drawn.get().draw(UserCache.folder(), drawing);
            } catch (DataException e) {
                throw new WorkbenchException(e.getMessage(), e);
            }
        }
        Set<Path> places = new LinkedHashSet<>();
        try {
            places.add(Path.of(folder).toAbsolutePath().normalize());
            String home = System.getProperty(HOME);
            if (home != null) {
                places.add(Path.of(home).resolve(folder).toAbsolutePath().normalize());
            }
        } catch (InvalidPathException e) {
            throw new WorkbenchException(
                    "The image folder " + folder + " is not a valid path: " + e.getReason() + ".", e);
        }
        return places.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new MissingImagesException("There is no image folder at "
                        + places.stream().map(Path::toString).collect(Collectors.joining(" or "))
                        + ". Choose the folder of your image set."));
    }

    /** Opens the whole image set, ignoring {@link #limit}: reads its index, but no pixels. */
    public ImageSet open() throws WorkbenchException {
        return open(share -> {});
    }

    /**
     * Opens the whole image set, and draws it first if it is a {@link DrawnSample} that is not in the cache.
     *
     * @param drawing as of {@link DrawnSample#draw}
     */
    public ImageSet open(DoubleConsumer drawing) throws WorkbenchException {
        try {
            return ImageSets.open(resolve(drawing));
        } catch (DataException e) {
            throw new WorkbenchException(e.getMessage(), e);
        }
    }

    /** The pictures to train on: the training split, or {@code limit} of its pictures drawn with the seed. */
    public List<Picture> training(ImageSet set, long seed) {
        if (limit <= 0 || limit >= set.train().size()) {
            return set.train();
        }
        List<Picture> pictures = new ArrayList<>(set.train());
        Collections.shuffle(pictures, new Random(seed));
        return List.copyOf(pictures.subList(0, limit));
    }
}
