package org.dinotwins.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.layout.ImageSets;

/**
 * The image set of a run.
 *
 * @param folder folder of the image set; a relative path is resolved in the working folder, then in the program's
 *               installation folder
 * @param limit  number of training pictures, drawn with the seed; 0 for all
 */
public record DataConfig(String folder, int limit) {
    /** System property, set by the launcher: the program's installation folder. */
    public static final String HOME = "dinotwins.home";

    /**
     * The existing folder, absolute.
     *
     * @throws MissingImagesException if the folder does not exist
     */
    public Path resolve() throws WorkbenchException {
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
        try {
            return ImageSets.open(resolve());
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
