package org.dinotwins.data.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.outline.Turn;
import org.dinotwins.data.picture.ExifOrientation;

/**
 * Compares the sizes that an annotation file states with those of the image files, whose own size counts. Of a large set
 * it reads the files whose annotations or sizes are suspicious and a sample, and all files as soon as one of these differs.
 */
final class SizeCheck {
    /** Maximum number of pictures that are all read; more take longer than the rest of opening a set. */
    private static final int MOST_READ = 5_000;
    /** Pictures of a larger set that are read, evenly spread. */
    private static final int SAMPLE = 500;
    /** Sides beyond this are those of no picture that can be decoded. */
    private static final int LONGEST_SIDE = 1 << 16;
    /** Annotations often end a little outside the picture: by this many pixels, or this share of the side. */
    private static final double EXCESS = 2;

    private static final double EXCESS_SHARE = 0.02;
    /** Where this part of the pictures of another size has annotations outside, the pictures were scaled. */
    private static final int SCALED_SHARE = 5;

    private final List<CocoFile.Image> images;
    private final List<Path> files;
    private final AnnotationReach reach;
    private final List<Optional<ImageHeader>> headers;
    private final BitSet read = new BitSet();
    private final Verdict[] verdicts;

    /** What the size and the annotations of a picture refer to. */
    private enum Verdict {
        /** To the stored pixels, as stated. */
        STORED,
        /** To the picture as it is shown. */
        SHOWN,
        /** To the stored pixels, with width and height exchanged. */
        EXCHANGED,
        /** To the stored pixels, although the size is another. */
        OTHER,
        /** To another picture than the file's. */
        FOREIGN,
        /** Neither the annotation file nor the image file says a size that can be. */
        UNKNOWN
    }

    /**
     * @param images entries, and at the same places their files
     * @param reach  how far the annotations of each reach
     */
    SizeCheck(List<CocoFile.Image> images, List<Path> files, AnnotationReach reach) {
        this.images = images;
        this.files = files;
        this.reach = reach;
        headers = new ArrayList<>(Collections.nCopies(images.size(), Optional.empty()));
        verdicts = new Verdict[images.size()];
        boolean small = images.size() <= MOST_READ;
        int step = Math.max(1, images.size() / SAMPLE);
        read(IntStream.range(0, images.size()).filter(i -> small || i % step == 0 || isSuspicious(i)));
        boolean differs = IntStream.range(0, images.size()).anyMatch(i -> verdict(i) != Verdict.STORED);
        if (!small && differs) {
            read(IntStream.range(0, images.size()));
        }
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = verdict(i);
        }
        compareWithOthers();
    }

    private boolean isSuspicious(int i) {
        CocoFile.Image image = images.get(i);
        return !isPossible(image)
                || reach.hasOtherRuns(i)
                || !fits(reach.right(i), image.width())
                || !fits(reach.bottom(i), image.height());
    }

    private static boolean isPossible(CocoFile.Image image) {
        return image.width() > 0
                && image.height() > 0
                && image.width() <= LONGEST_SIDE
                && image.height() <= LONGEST_SIDE
                && (long) image.width() * image.height() <= Integer.MAX_VALUE;
    }

    private void read(IntStream numbers) {
        int[] wanted = numbers.filter(i -> !read.get(i)).toArray();
        List<Optional<ImageHeader>> found = IntStream.of(wanted)
                .parallel()
                .mapToObj(i -> ImageHeader.of(files.get(i)))
                .toList();
        for (int k = 0; k < wanted.length; k++) {
            headers.set(wanted[k], found.get(k));
            read.set(wanted[k]);
        }
    }

    private Verdict verdict(int i) {
        CocoFile.Image image = images.get(i);
        if (headers.get(i).isEmpty()) {
            return isPossible(image) ? Verdict.STORED : Verdict.UNKNOWN;
        }
        ImageHeader file = headers.get(i).get();
        boolean turned = file.orientation().swapsSides();
        boolean inStored = fits(reach.right(i), file.width()) && fits(reach.bottom(i), file.height());
        boolean inShown = fits(reach.right(i), file.shownWidth()) && fits(reach.bottom(i), file.shownHeight());
        if (image.width() == 0 || image.height() == 0 || isSize(image, file.width(), file.height())) {
            return turned && !inStored && inShown ? Verdict.SHOWN : Verdict.STORED;
        }
        if (turned && inShown && isSize(image, file.shownWidth(), file.shownHeight())) {
            return Verdict.SHOWN;
        }
        // What fits neither size, such as a polygon with a far corner, speaks for none.
        if (!inStored && fits(reach.right(i), image.width()) && fits(reach.bottom(i), image.height())) {
            return Verdict.FOREIGN;
        }
        return isSize(image, file.height(), file.width()) ? Verdict.EXCHANGED : Verdict.OTHER;
    }

    private static boolean isSize(CocoFile.Image image, int width, int height) {
        return image.width() == width && image.height() == height;
    }

    private static boolean fits(double end, int side) {
        return end <= side + Math.max(EXCESS, side * EXCESS_SHARE);
    }

    /** What one picture alone does not show: whether annotators saw mirrored pictures, and whether a set was scaled. */
    private void compareWithOthers() {
        long shown = count(Verdict.SHOWN);
        long foreign = count(Verdict.FOREIGN);
        boolean stored = IntStream.range(0, verdicts.length)
                .anyMatch(i -> verdicts[i] == Verdict.STORED
                        && headers.get(i)
                                .filter(h -> h.orientation().swapsSides() && h.width() != h.height())
                                .isPresent());
        boolean scaled = foreign > 0 && foreign * SCALED_SHARE >= foreign + count(Verdict.OTHER);
        for (int i = 0; i < verdicts.length; i++) {
            if (verdicts[i] == Verdict.STORED
                    && shown > 0
                    && !stored
                    && headers.get(i).isPresent()) {
                boolean differs = headers.get(i).get().orientation() != ExifOrientation.TOP_LEFT;
                verdicts[i] = differs ? Verdict.SHOWN : Verdict.STORED;
            } else if (verdicts[i] == Verdict.OTHER && scaled) {
                verdicts[i] = Verdict.FOREIGN;
            }
        }
    }

    private long count(Verdict verdict) {
        return Arrays.stream(verdicts).filter(v -> v == verdict).count();
    }

    /** False if the size of a picture is unknown, so that it cannot be used. */
    boolean isKnown(int i) {
        return verdicts[i] != Verdict.UNKNOWN;
    }

    /** False if the annotations of a picture belong to another size than the file's. */
    boolean hasItsAnnotations(int i) {
        return verdicts[i] != Verdict.FOREIGN;
    }

    /** Width of the stored pixels. */
    int width(int i) {
        return headers.get(i).map(ImageHeader::width).orElse(images.get(i).width());
    }

    /** Height of the stored pixels. */
    int height(int i) {
        return headers.get(i).map(ImageHeader::height).orElse(images.get(i).height());
    }

    /** From the annotations of a picture to its stored pixels. */
    Turn turn(int i) {
        if (verdicts[i] != Verdict.SHOWN) {
            return Turn.NONE;
        }
        ImageHeader file = headers.get(i).orElseThrow();
        ExifOrientation orientation = file.orientation();
        return new Turn(
                orientation.swapsSides(),
                orientation.storedX(0, 0, 1) != 0,
                orientation.storedY(0, 0, 1) != 0,
                file.width(),
                file.height());
    }

    /** Adds what differs to the log. @param source name of the annotation file */
    void report(String source, SkipLog skips) {
        for (int i = 0; i < verdicts.length; i++) {
            String reason = switch (verdicts[i]) {
                case STORED, UNKNOWN -> "";
                case SHOWN ->
                    source
                            + " describes the picture as its EXIF orientation shows it: its annotations are turned to the"
                            + " stored pixels.";
                case EXCHANGED -> "Width and height are exchanged in " + source + ": the file's own size is used.";
                case OTHER ->
                    source
                            + " states another size than the file has: the file's own size is used, and the annotations as"
                            + " they are. Check that they fit.";
                case FOREIGN ->
                    source + " states another size than the file has, and the annotations do not fit the file: they are"
                            + " skipped. Use the images that were annotated.";
            };
            if (!reason.isEmpty()) {
                skips.add(SkipLog.Kind.SIZE, files.get(i).getFileName().toString(), reason);
            }
        }
    }
}
