package org.dinotwins.data.picture;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The formats of image files that are read, recognised by the first bytes of a file. */
enum PictureFormat {
    JPEG,
    PNG,
    BMP,
    GIF,
    TIFF,
    WEBP;

    /** Endings of file names, in lower case. */
    static final Map<String, PictureFormat> ENDINGS = Map.ofEntries(
            Map.entry("jpg", JPEG),
            Map.entry("jpeg", JPEG),
            Map.entry("jpe", JPEG),
            Map.entry("jfif", JPEG),
            Map.entry("png", PNG),
            Map.entry("bmp", BMP),
            Map.entry("gif", GIF),
            Map.entry("tif", TIFF),
            Map.entry("tiff", TIFF),
            Map.entry("webp", WEBP));

    private static final int SIGNATURE = 12;
    /** Readers of the JDK, whatever other readers are installed: their pixels are known to be right. */
    private static final String JDK = "com.sun.imageio.";

    /** The format of a file; empty for any other file. The stream is left at its start. */
    static Optional<PictureFormat> of(ImageInputStream stream) throws IOException {
        byte[] head = new byte[SIGNATURE];
        stream.seek(0);
        try {
            stream.readFully(head);
        } catch (EOFException e) {
            // No picture is that short.
            return Optional.empty();
        } finally {
            stream.seek(0);
        }
        if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        } else if (starts(head, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return Optional.of(PNG);
        } else if (starts(head, 0, 'B', 'M')) {
            return Optional.of(BMP);
        } else if (starts(head, 0, 'G', 'I', 'F', '8')) {
            return Optional.of(GIF);
        } else if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        return isTiff(head) ? Optional.of(TIFF) : Optional.empty();
    }

    private static boolean isTiff(byte[] head) {
        return starts(head, 0, 'I', 'I', 42, 0)
                || starts(head, 0, 'M', 'M', 0, 42)
                || starts(head, 0, 'I', 'I', 43, 0)
                || starts(head, 0, 'M', 'M', 0, 43);
    }

    private static boolean starts(byte[] head, int at, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if ((head[at + i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** A reader of this format, to be disposed of by the caller. */
    ImageReader reader() throws IOException {
        if (this == TIFF) {
            return new TIFFImageReaderSpi().createReaderInstance(null);
        } else if (this == WEBP) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name().toLowerCase(Locale.ROOT));
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(JDK)) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java has no reader for " + this);
    }
}
