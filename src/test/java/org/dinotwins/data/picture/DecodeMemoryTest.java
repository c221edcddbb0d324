package org.dinotwins.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.dinotwins.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of any size are decoded within the bound, or refused with the reason. */
@Timeout(300)
class DecodeMemoryTest {
    private static final int SIDE = 300;
    /** A heap of which a 24th holds 10,000 pixels. */
    private static final DecodeMemory SMALL = new DecodeMemory(24L * 3 * 10_000);

    @TempDir
    private Path folder;

    private static BufferedImage pattern() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, (i % SIDE / 3 + i / SIDE / 3) % 256);
        }
        return image;
    }

    private static Pixels decoded(byte[] file, DecodeMemory memory) throws Exception {
        ByteArrayImageInputStream stream = new ByteArrayImageInputStream(file);
        PictureFormat format = PictureFormat.of(stream).orElseThrow();
        try (PictureDecoder decoder = new PictureDecoder(format, stream, memory)) {
            return decoder.decode();
        }
    }

    @Test
    void largePicturesAreReducedByAWholeNumber() {
        DecodeMemory memory = new DecodeMemory(1500L << 20);
        assertThat(memory.reduction(640, 480)).isEqualTo(1);
        assertThat(memory.reduction(4000, 5000)).isEqualTo(1);
        assertThat(memory.reduction(20_000, 20_000)).isEqualTo(5);
        DecodeMemory large = new DecodeMemory(Long.MAX_VALUE);
        assertThat(large.reduction(8192, 8192)).isEqualTo(1);
        assertThat(large.reduction(8193, 8192)).isEqualTo(2);
        assertThat(large.reduction(Integer.MAX_VALUE, 1)).isEqualTo(32);
        for (int[] size : new int[][] {{20_000, 20_000}, {1, 400_000_000}, {65_535, 65_535}, {30_000, 100}}) {
            int factor = memory.reduction(size[0], size[1]);
            assertThat(DecodeMemory.reduced(size[0], factor) * DecodeMemory.reduced(size[1], factor) * 3)
                    .isLessThanOrEqualTo((1500L << 20) / 24);
        }
    }

    @Test
    void everyThirdPixelIsReadInEveryFormat() throws Exception {
        for (String format : List.of("png", "bmp", "gif", "tiff", "jpg")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(pattern(), format, bytes);
            Pixels whole = decoded(bytes.toByteArray(), DecodeMemory.ofHeap());
            Pixels pixels = decoded(bytes.toByteArray(), SMALL);
            assertThat(pixels.width()).as(format).isEqualTo(SIDE / 3);
            assertThat(pixels.height()).as(format).isEqualTo(SIDE / 3);
            for (int i = 0; i < pixels.width() * pixels.height(); i++) {
                int x = i % pixels.width() * 3;
                int y = i / pixels.width() * 3;
                assertThat(pixels.rgb()[3 * i]).as(format).isEqualTo(whole.rgb()[3 * (y * SIDE + x)]);
            }
        }
    }

    @Test
    void whatMustBeDecodedAsAWholeIsRefused() throws Exception {
        byte[] webp;
        try (InputStream in = DecodeMemoryTest.class.getResourceAsStream("turned.webp")) {
            webp = in.readAllBytes();
        }
        assertThat(decoded(webp, SMALL).width()).isEqualTo(8);
        ByteBuffer.wrap(webp)
                .put(24, (byte) 0xFF)
                .put(25, (byte) 0x3F)
                .put(27, (byte) 0xFF)
                .put(28, (byte) 0x3F);
        assertThatThrownBy(() -> decoded(webp, SMALL))
                .isInstanceOf(PictureDecoder.TooLargeException.class)
                .hasMessageContaining("quarter of Java's memory");
        byte[] progressive = progressive(new BufferedImage(2000, 2000, BufferedImage.TYPE_BYTE_GRAY));
        assertThatThrownBy(() -> decoded(progressive, SMALL)).isInstanceOf(PictureDecoder.TooLargeException.class);
        assertThat(decoded(progressive, DecodeMemory.ofHeap()).width()).isEqualTo(2000);
    }

    private static byte[] progressive(BufferedImage image) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void aPictureLargerThanTheHeapIsReadReduced() throws Exception {
        Path file = Files.write(folder.resolve("large.png"), emptyPng(12_000, 10_000, 10_000));
        Pixels pixels = ImageFiles.read(file);
        int factor = DecodeMemory.ofHeap().reduction(12_000, 10_000);
        assertThat(factor).isGreaterThan(1);
        assertThat(pixels.width()).isEqualTo((int) DecodeMemory.reduced(12_000, factor));
        assertThat(pixels.height()).isEqualTo((int) DecodeMemory.reduced(10_000, factor));
        assertThat(ImageFiles.size(file)).isEqualTo(new ImageFiles.Size(12_000, 10_000));
    }

    @Test
    void aHeaderAloneCostsNoMemory() throws Exception {
        for (int[] size :
                new int[][] {{100_000, 100_000}, {Integer.MAX_VALUE, 1}, {Integer.MAX_VALUE, Integer.MAX_VALUE}}) {
            Path file = Files.write(folder.resolve("stated.png"), emptyPng(size[0], size[1], 1));
            assertThatThrownBy(() -> ImageFiles.read(file)).isInstanceOf(DataException.class);
        }
        Path file = Files.write(folder.resolve("stated.png"), emptyPng(100_000, 100_000, 1));
        assertThatThrownBy(() -> ImageFiles.read(file))
                .hasMessageContaining("100,000 x 100,000 pixels, more than the 1,073,741,824 that are read");
    }

    @Test
    void largeFilesAreReadFromTheDisk() throws Exception {
        BufferedImage image = new BufferedImage(3000, 2000, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(2999, 1999, 0x123456);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "bmp", bytes);
        Path file = Files.write(folder.resolve("large.bmp"), bytes.toByteArray());
        assertThat(Files.size(file)).isGreaterThan(16 << 20);
        Pixels pixels = decoded(bytes.toByteArray(), new DecodeMemory(Long.MAX_VALUE));
        assertThat(pixels.rgb()[pixels.rgb().length - 1]).isEqualTo((byte) 0x56);
        assertThat(ImageFiles.read(file).height()).isLessThanOrEqualTo(2000);
        assertThat(ImageFiles.size(file)).isEqualTo(new ImageFiles.Size(3000, 2000));
    }

    @Test
    void largePicturesWaitForEachOther() throws Exception {
        DecodeMemory memory = new DecodeMemory(400L << 20);
        DecodeMemory.Lease first = memory.take(80L << 20);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try (DecodeMemory.Lease lease = memory.take(80L << 20)) {
                assertThat(lease).isNotNull();
            }
        });
        assertThatThrownBy(() -> second.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        first.close();
        second.get(60, TimeUnit.SECONDS);
    }

    /** A gray PNG that states a size and holds some rows of zeros. */
    private static byte[] emptyPng(int width, int height, int rows) throws Exception {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] row = new byte[1 + Math.min(width, 20_000)];
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(data, fast)) {
            for (int y = 0; y < rows; y++) {
                deflated.write(row);
            }
        }
        fast.end();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 0, 0, 0, 0})
                        .array());
        chunk(png, "IDAT", data.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] typed = ByteBuffer.allocate(4 + data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 check = new CRC32();
        check.update(typed);
        png.writeBytes(ByteBuffer.allocate(8 + typed.length)
                .putInt(data.length)
                .put(typed)
                .putInt((int) check.getValue())
                .array());
    }
}
