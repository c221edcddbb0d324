package org.dinotwins.data.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** Decodes one picture within the bounds of {@link DecodeMemory}. The size comes from the header, before any pixel. */
final class PictureDecoder implements AutoCloseable {
    /** Bytes that TwelveMonkeys' decoder of lossy WebP takes for a pixel, measured at 30. */
    private static final int LOSSY_WEBP_BYTES = 40;

    private static final int LOSSLESS_WEBP_BYTES = 12;
    /** Rows that readers buffer beside the picture. */
    private static final int ROWS = 4;

    private static final int COEFFICIENT_BYTES = 2;

    private final PictureFormat format;
    private final ImageInputStream file;
    private final DecodeMemory memory;
    private final ImageReader reader;
    private final JpegHeader jpeg;
    private final FirstFrame frame;
    /** {@code 0xRRGGBB} around the first frame. */
    private int background = 0xFFFFFF;

    /** A picture of a format, or of a kind of it, that is not supported; the message names it. */
    static final class NotSupportedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotSupportedException(String kind) {
            super(kind);
        }
    }

    /** A picture that cannot be decoded within the bounds; the message is the reason. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String reason) {
            super(reason);
        }
    }

    /** A file that ends in the middle of the picture. */
    static final class CutShortException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads the header.
     *
     * @param file stays open
     */
    PictureDecoder(PictureFormat format, ImageInputStream file, DecodeMemory memory) throws IOException {
        this.format = format;
        this.file = file;
        this.memory = memory;
        this.jpeg = format == PictureFormat.JPEG ? supported(JpegHeader.of(file)) : null;
        if (format == PictureFormat.BMP) {
            BmpHeader.check(file);
        }
        this.reader = format.reader();
        boolean ready = false;
        try {
            reader.setInput(input(), true, true);
            this.frame = FirstFrame.of(format, file, reader.getWidth(0), reader.getHeight(0));
            ready = true;
        } finally {
            if (!ready) {
                reader.dispose();
            }
        }
    }

    private static JpegHeader supported(JpegHeader header) throws NotSupportedException {
        if (!header.isSupported()) {
            throw new NotSupportedException(
                    header.precision() == 8
                            ? "a JPEG of a rare kind (lossless, arithmetic or hierarchical coding)"
                            : "a JPEG of " + header.precision() + " bits a channel");
        }
        return header;
    }

    private ImageInputStream input() throws IOException {
        return switch (format) {
            case JPEG -> jpeg.plain(file);
            case WEBP -> WebPFile.withoutProfile(file);
            default -> new SplicedInput(file);
        };
    }

    /** Width and height as stored. */
    ImageFiles.Size size() {
        return new ImageFiles.Size(frame.width(), frame.height());
    }

    /** The stored pixels; every n-th of each row and column of a picture above the bound. */
    Pixels decode() throws IOException {
        if (jpeg != null && jpeg.isCutShort(file)) {
            throw new CutShortException();
        }
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        long stored = Math.max((long) width * height, (long) frame.width() * frame.height());
        if (stored > DecodeMemory.MOST_STORED_PIXELS) {
            throw new TooLargeException("more than the %,d that are read".formatted(DecodeMemory.MOST_STORED_PIXELS));
        }
        int factor = memory.reduction(Math.max(width, frame.width()), Math.max(height, frame.height()));
        long bytes = bytes(width, height, factor);
        if (bytes > memory.mostBytes()) {
            throw new TooLargeException(String.format(
                    Locale.ROOT, "and decoding needs about %,d MB, more than a quarter of Java's memory", bytes >> 20));
        }
        try (DecodeMemory.Lease lease = memory.take(bytes)) {
            Pixels decoded = pixels(width, height, factor);
            return frame.onCanvas(decoded, factor, background);
        }
    }

    private long bytes(int width, int height, int factor) throws IOException {
        long pixels = DecodeMemory.reduced(width, factor) * DecodeMemory.reduced(height, factor);
        long canvas = DecodeMemory.reduced(frame.width(), factor) * DecodeMemory.reduced(frame.height(), factor);
        int layout = jpeg != null ? 4 : bytesOfPixel(reader.getRawImageType(0));
        long whole = (long) width * height;
        long fixed = switch (format) {
            case WEBP -> whole * (WebPFile.isLossless(file) ? LOSSLESS_WEBP_BYTES : LOSSY_WEBP_BYTES);
            case JPEG -> jpeg.isProgressive() ? jpeg.coefficients() * COEFFICIENT_BYTES : 0;
            default -> 0;
        };
        return fixed + 3 * Math.max(pixels, canvas) + layout * pixels + (long) ROWS * layout * width;
    }

    private static int bytesOfPixel(ImageTypeSpecifier type) {
        return type == null
                ? 4
                : Math.max(
                        1,
                        type.getNumBands()
                                * DataBuffer.getDataTypeSize(
                                        type.getSampleModel().getTransferType())
                                / 8);
    }

    private Pixels pixels(int width, int height, int factor) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        if (factor > 1) {
            // From the first pixel on: TwelveMonkeys' TIFF reader begins in wrong places with any other offset.
            param.setSourceSubsampling(factor, factor, 0, 0);
        }
        if (jpeg != null && jpeg.isCmyk()) {
            return PixelLayouts.fromInks(reader.readRaster(0, param), jpeg.isYcck(), true);
        }
        if (format == PictureFormat.TIFF) {
            ImageTypeSpecifier type = reader.getRawImageType(0);
            int colours = type.getColorModel().getColorSpace().getType();
            checkSamples(type, colours);
            if (colours == ColorSpace.TYPE_CMYK) {
                return PixelLayouts.fromInks(reader.readRaster(0, param), false, false);
            }
        }
        if (jpeg != null && jpeg.components() == 3 && factor == 1) {
            ColorSpace colours = reader.getImageTypes(0).next().getColorModel().getColorSpace();
            param.setDestination(PixelLayouts.blank(width, height, colours));
        }
        BufferedImage image = reader.read(0, param);
        if (format == PictureFormat.GIF
                && image.getColorModel() instanceof IndexColorModel palette
                && palette.getTransparentPixel() < 0) {
            // As Pillow does where no colour is transparent.
            background = palette.getRGB(0);
        } else if (format == PictureFormat.WEBP && !image.getColorModel().hasAlpha()) {
            background = 0;
        }
        return PixelLayouts.toRgb(image);
    }

    private static void checkSamples(ImageTypeSpecifier type, int colours) throws NotSupportedException {
        int samples = type.getSampleModel().getTransferType();
        boolean narrow = samples == DataBuffer.TYPE_BYTE || samples == DataBuffer.TYPE_USHORT;
        if (!narrow) {
            throw new NotSupportedException("a TIFF of more than 16 bits a channel");
        }
        if (colours == ColorSpace.TYPE_CMYK && samples != DataBuffer.TYPE_BYTE) {
            throw new NotSupportedException("a CMYK TIFF of 16 bits a channel");
        }
        if (colours != ColorSpace.TYPE_GRAY && colours != ColorSpace.TYPE_RGB && colours != ColorSpace.TYPE_CMYK) {
            throw new NotSupportedException("a TIFF in a rare colour space");
        }
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
