package org.dinotwins.data.picture;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Converts the pixel layouts of image decoders to interleaved 8-bit RGB. */
final class PixelLayouts {
    private static final int OPAQUE = 255;
    private static final int[] IN_ORDER = {0, 1, 2};

    private PixelLayouts() {}

    /**
     * A picture to decode into whose bytes are in the order of {@link Pixels}. Java's own choice is blue before green
     * before red, which makes the decoder and {@link #toRgb} reorder every pixel.
     */
    static BufferedImage blank(int width, int height, ColorSpace colours) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 3 * width, 3, IN_ORDER, null);
        return new BufferedImage(
                new ComponentColorModel(colours, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE),
                raster,
                false,
                null);
    }

    static Pixels toRgb(BufferedImage image) {
        Raster raster = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return fromPalette(raster, palette);
        }
        // Samples are copied unchanged: Java's grey colour space is linear, so its conversion would brighten them.
        if (image.getColorModel() instanceof ComponentColorModel model
                && raster.getNumBands() <= 4
                && !model.isAlphaPremultiplied()
                && isByteOrShort(raster)) {
            return isPacked(raster) ? fromPackedBytes(raster) : fromSamples(raster);
        }
        return fromColours(image);
    }

    /**
     * Converts four channels of cyan, magenta, yellow and black.
     *
     * @param ycck     whether the first three channels hold luminance and chrominance (JFIF's matrix) of the inks
     * @param inverted whether 255 is no ink, as Adobe writes JPEGs; 0 is no ink otherwise, as in TIFF files
     */
    static Pixels fromInks(Raster raster, boolean ycck, boolean inverted) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width * 4];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += 4) {
                if (ycck) {
                    inksFromLuminance(row, from);
                }
                int mirror = inverted ? 0 : OPAQUE;
                int light = Math.abs(mirror - row[from + 3]);
                for (int c = 0; c < 3; c++) {
                    rgb[to++] = (byte) ((Math.abs(mirror - row[from + c]) * light + OPAQUE / 2) / OPAQUE);
                }
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static void inksFromLuminance(int[] row, int from) {
        double luminance = row[from];
        double blue = row[from + 1] - 128;
        double red = row[from + 2] - 128;
        row[from] = OPAQUE - clamp(luminance + 1.402 * red);
        row[from + 1] = OPAQUE - clamp(luminance - 0.344136 * blue - 0.714136 * red);
        row[from + 2] = OPAQUE - clamp(luminance + 1.772 * blue);
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(OPAQUE, Math.round(value)));
    }

    private static boolean isByteOrShort(Raster raster) {
        return raster.getTransferType() == DataBuffer.TYPE_BYTE || raster.getTransferType() == DataBuffer.TYPE_USHORT;
    }

    private static boolean isPacked(Raster raster) {
        return raster.getDataBuffer() instanceof DataBufferByte buffer
                && buffer.getNumBanks() == 1
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && raster.getParent() == null
                && buffer.getOffset() == 0
                && raster.getNumBands() != 2
                && raster.getNumBands() != 4;
    }

    /** Opaque grey or three-channel bytes, read from the buffer directly: the layout of nearly every photograph. */
    private static Pixels fromPackedBytes(Raster raster) {
        PixelInterleavedSampleModel layout = (PixelInterleavedSampleModel) raster.getSampleModel();
        byte[] source = ((DataBufferByte) raster.getDataBuffer()).getData();
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (Arrays.equals(layout.getBandOffsets(), IN_ORDER) && source.length == width * height * 3) {
            return new Pixels(width, height, source);
        }
        byte[] rgb = new byte[width * height * 3];
        int[] offsets = layout.getBandOffsets();
        int red = offsets[0];
        int green = offsets.length == 1 ? red : offsets[1];
        int blue = offsets.length == 1 ? red : offsets[2];
        int step = layout.getPixelStride();
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = y * layout.getScanlineStride();
            for (int x = 0; x < width; x++, from += step) {
                rgb[to++] = source[from + red];
                rgb[to++] = source[from + green];
                rgb[to++] = source[from + blue];
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static Pixels fromSamples(Raster raster) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        int colours = bands < 3 ? 1 : 3;
        int full = raster.getTransferType() == DataBuffer.TYPE_USHORT ? 65535 : OPAQUE;
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int alpha = bands > colours ? row[from + colours] : full;
                for (int c = 0; c < 3; c++) {
                    rgb[to++] = overWhite(row[from + (colours == 1 ? 0 : c)], alpha, full);
                }
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static Pixels fromPalette(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] rgb = new byte[width * height * 3];
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int index : row) {
                to = put(rgb, to, colours[Math.min(index, colours.length - 1)]);
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static Pixels fromColours(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[width * height * 3];
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                to = put(rgb, to, argb);
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static int put(byte[] rgb, int to, int argb) {
        int alpha = argb >>> 24;
        rgb[to] = overWhite(argb >> 16 & 0xFF, alpha, OPAQUE);
        rgb[to + 1] = overWhite(argb >> 8 & 0xFF, alpha, OPAQUE);
        rgb[to + 2] = overWhite(argb & 0xFF, alpha, OPAQUE);
        return to + 3;
    }

    private static byte overWhite(int value, int alpha, int full) {
        long laid = (long) value * alpha + (long) full * (full - alpha);
        long scale = (long) full * full;
        return (byte) ((laid * OPAQUE + scale / 2) / scale);
    }
}
