package org.dinotwins.data.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.dinotwins.data.DataException;

/**
 * Decodes image files.
 *
 * <p>Pixels come as they are stored: an orientation noted in EXIF is not applied, because the boxes and outlines of
 * COCO and VOC refer to stored pixels, and an embedded colour profile is not applied, as in the public Python code of
 * DINO. Safe to call from many threads at once.
 */
public final class ImageFiles {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "jpe", "png", "bmp");

    /** Larger pictures do not fit into the byte array of {@link Pixels}. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 3 - 8;

    static {
        // Streams here live in memory; without this, other callers of ImageIO would write each picture to a temp file.
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
     * Reads a JPEG, PNG or BMP of any colour layout as RGB: gray, palette and 16-bit pictures are widened or narrowed
     * to 8 bits a channel, transparent pixels are laid over white, CMYK JPEGs are converted without a profile.
     *
     * @throws DataException if the file is missing, damaged, cut short or in another format
     */
    public static Pixels read(Path file) throws DataException {
        byte[] bytes = bytes(file);
        JpegHeader jpeg = JpegHeader.of(bytes);
        if (jpeg.isJpeg() && jpeg.isCutShort(bytes)) {
            throw damaged(file, "it ends in the middle of the picture", null);
        }
        ImageReader reader = null;
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader = readerFor(stream, file);
            reader.setInput(stream, true, true);
            checkSize(reader, file);
            return decode(reader, jpeg);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, reasonOf(e), e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /**
     * Reads the size of a picture from the header of its file, without decoding it.
     *
     * @throws DataException if the file is missing, damaged or in another format
     */
    public static Size size(Path file) throws DataException {
        ImageReader reader = null;
        try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
                MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(input)) {
            reader = readerFor(stream, file);
            reader.setInput(stream, true, true);
            return new Size(reader.getWidth(0), reader.getHeight(0));
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, reasonOf(e), e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /** True if the ending of the name is that of a format that {@link #read} takes. */
    public static boolean isImageName(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static Pixels decode(ImageReader reader, JpegHeader jpeg) throws IOException {
        if (jpeg.isJpeg() && jpeg.components() == 4) {
            Raster raster = reader.readRaster(0, null);
            return PixelLayouts.fromInks(raster, jpeg.adobeTransform() == JpegHeader.YCCK);
        }
        ImageReadParam param = reader.getDefaultReadParam();
        if (jpeg.isJpeg() && jpeg.components() == 3) {
            ColorSpace colours = reader.getImageTypes(0).next().getColorModel().getColorSpace();
            param.setDestination(PixelLayouts.blank(reader.getWidth(0), reader.getHeight(0), colours));
        }
        BufferedImage image = reader.read(0, param);
        return PixelLayouts.toRgb(image);
    }

    private static byte[] bytes(Path file) throws DataException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException | OutOfMemoryError e) {
            throw new DataException(
                    "The image " + file + " cannot be read (" + reasonOf(e)
                            + "). Check that it is a file you may open.",
                    e);
        }
    }

    private static ImageReader readerFor(MemoryCacheImageInputStream stream, Path file) throws DataException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        if (!readers.hasNext()) {
            throw new DataException("The file " + file + " is not a JPEG, PNG or BMP image, or it is empty."
                    + " Convert it to JPEG or PNG, or remove it from the folder.");
        }
        return readers.next();
    }

    private static void checkSize(ImageReader reader, Path file) throws IOException, DataException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new DataException("The image " + file + " says it has " + width + " x " + height
                    + " pixels, more than can be decoded. Scale it down.");
        }
    }

    private static DataException missing(Path file, Throwable cause) {
        return new DataException(
                "The image " + file + " is missing. Put it back, or open the folder again so that it" + " is skipped.",
                cause);
    }

    private static DataException damaged(Path file, String reason, Throwable cause) {
        return new DataException(
                "The image " + file + " is damaged (" + reason
                        + "). Copy it again from its source, or remove it from the folder.",
                cause);
    }

    private static String reasonOf(Throwable e) {
        boolean wrapped = e instanceof IIOException && e.getCause() != null && e.getMessage() == null;
        Throwable shown = wrapped ? e.getCause() : e;
        return shown.getMessage() == null ? shown.getClass().getSimpleName() : shown.getMessage();
    }
}
