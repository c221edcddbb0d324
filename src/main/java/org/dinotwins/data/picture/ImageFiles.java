package org.dinotwins.data.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;

/**
 * Decodes image files: JPEG, PNG, BMP, TIFF, WebP and GIF (the first frame). Safe to call from many threads at once.
 *
 * <p>Embedded colour profiles are not applied, in any format, as in the public Python code of DINO. The EXIF orientation
 * is applied where no annotation refers to the stored pixels; see {@link #read(Picture)}.
 *
 * <p>Memory is bounded whatever a header states, as {@link DecodeMemory} says: a picture above the bound is read at a
 * fraction of its size (every n-th pixel of each row and column), or refused where its format must be decoded as a whole.
 */
public final class ImageFiles {
    /** The formats, for messages. */
    public static final String FORMATS = "JPEG, PNG, BMP, GIF, TIFF or WebP";

    static {
        // All streams are in memory; with its cache, ImageIO would write each picture to a temporary file.
        ImageIO.setUseCache(false);
    }

    /**
     * Size of a stored picture.
     *
     * @param width  pixels
     * @param height pixels
     */
    public record Size(int width, int height) {}

    private ImageFiles() {}

    /**
     * Reads a picture of an image set: as its file says that it is to be shown, unless an annotation file states its size
     * and so refers to the stored pixels.
     *
     * @throws DataException as {@link #read(Path)}
     */
    public static Pixels read(Picture picture) throws DataException {
        boolean annotated = picture.width() > 0 && picture.height() > 0;
        return annotated ? read(picture.file()) : readUpright(picture.file());
    }

    /**
     * Reads a file as RGB in its stored orientation. Grey, palette and 16-bit pictures are converted to 8 bits a channel,
     * transparent pixels are blended with white, and CMYK is converted without a profile.
     *
     * @throws DataException if the file is missing, no regular file, damaged, cut short, too large, or in another format
     */
    public static Pixels read(Path file) throws DataException {
        return decoded(file, false);
    }

    /** Like {@link #read(Path)}, turned by the orientation that the file states. */
    public static Pixels readUpright(Path file) throws DataException {
        return decoded(file, true);
    }

    /**
     * Reads the size of a picture, as it is stored, from the header of its file, without decoding it.
     *
     * @throws DataException as {@link #read(Path)}
     */
    public static Size size(Path file) throws DataException {
        return with(file, (stream, decoder) -> decoder.size());
    }

    /** True if the ending of the name is that of a format that {@link #read(Path)} takes. */
    public static boolean isImageName(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0
                && PictureFormat.ENDINGS.containsKey(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static Pixels decoded(Path file, boolean upright) throws DataException {
        return with(file, (stream, decoder) -> {
            Pixels stored = decoder.decode();
            return upright ? ExifOrientation.of(stream).apply(stored) : stored;
        });
    }

    /** Uses an open picture. */
    private interface Use<T> {
        T of(ImageInputStream stream, PictureDecoder decoder) throws IOException;
    }

    private static <T> T with(Path file, Use<T> use) throws DataException {
        try (ImageInputStream stream = PictureInput.open(file)) {
            PictureFormat format = PictureFormat.of(stream)
                    .orElseThrow(() -> new DataException("The file " + file + " is not a " + FORMATS
                            + " image, or it is empty. Convert it to JPEG or PNG, or remove it from the folder."));
            try (PictureDecoder decoder = new PictureDecoder(format, stream, DecodeMemory.ofHeap())) {
                return bounded(file, stream, decoder, use);
            }
        } catch (PictureDecoder.NotSupportedException e) {
            throw notSupported(file, e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw fault(file, e);
        }
    }

    private static <T> T bounded(Path file, ImageInputStream stream, PictureDecoder decoder, Use<T> use)
            throws IOException, DataException {
        try {
            return use.of(stream, decoder);
        } catch (PictureDecoder.TooLargeException e) {
            throw new DataException(
                    String.format(
                            Locale.ROOT,
                            "The image %s has %,d x %,d pixels, %s. Scale it down, or give Java more memory (-Xmx).",
                            file,
                            decoder.size().width(),
                            decoder.size().height(),
                            e.getMessage()),
                    e);
        }
    }

    private static DataException notSupported(Path file, String kind, Throwable cause) {
        return new DataException(
                "The image " + file + " is not supported: it is " + kind + ". Convert it to PNG or JPEG.", cause);
    }

    /** Translates a reader's message, which may name an unsupported compression or layout, for users. */
    private static DataException fault(Path file, Exception e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("unsupported")
                || words.contains("not supported")
                || words.contains("not implemented")
                || words.contains("unknown tiff compression")) {
            return notSupported(file, "of a rare kind", e);
        }
        boolean cutShort = e instanceof EOFException || e instanceof PictureDecoder.CutShortException;
        return new DataException(
                "The image " + file + " is damaged: "
                        + (cutShort ? "it ends in the middle of the picture" : "its contents cannot be decoded")
                        + ". Copy it again from its source, or remove it from the folder.",
                e);
    }
}
