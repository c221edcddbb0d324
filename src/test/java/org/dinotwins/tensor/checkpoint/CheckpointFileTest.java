package org.dinotwins.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dinotwins.GoldenFile;
import org.dinotwins.Goldens;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.ModelDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that PyTorch wrote, compared with the weights that they were made of; and files that are none. */
class CheckpointFileTest {
    private static final String RAN = "dinotwins-pickle-ran";

    @TempDir
    private Path home;

    private Path file(String name) throws IOException {
        Path file = home.resolve(name);
        try (InputStream stream = Goldens.open("pth/" + name)) {
            Files.copy(stream, file);
        }
        return file;
    }

    @AfterEach
    void nothingRan() {
        assertThat(Path.of(RAN)).doesNotExist();
        assertThat(home.resolve(RAN)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "plain.pth, 0",
        "plain-legacy.pth, 0",
        "parameters.pt, 0",
        "views.pth, 0",
        "dino-training.pth, 0",
        "lightning.ckpt, 0",
        "half.bin, 1e-3",
        "bfloat16.pth, 1e-2"
    })
    void holdsTheWeightsItWasMadeOf(String name, double tolerance) throws Exception {
        Map<String, HostTensor> expected = GoldenFile.open("zoo/dino").behind("w.");
        BackboneFile found;
        try (CheckpointFile file = CheckpointFile.open(file(name))) {
            found = BackboneFile.read(file, ModelDescription.of(OptionalInt.of(3)));
        }
        assertThat(found.tensors().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (Map.Entry<String, HostTensor> weight : expected.entrySet()) {
            float[] values = found.tensors().get(weight.getKey()).floats();
            float[] truth = weight.getValue().floats();
            assertThat(values).hasSameSizeAs(truth);
            for (int i = 0; i < truth.length; i++) {
                assertThat((double) values[i]).isCloseTo(truth[i], within(tolerance * (1 + Math.abs(truth[i]))));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "module.pt, saved as a whole",
        "pickle-only.pth, not one that PyTorch",
        "text.pth, not a file that PyTorch wrote",
        "empty.pth, The file is empty",
        "lfs-pointer.pth, Git LFS",
        "html-page.pth, web page",
        "cut-100.pth, cut off",
        "evil-eval.pth, asks to run __builtin__.eval",
        "evil-legacy.pth, asks to run posix.system",
        "evil-system.pth, asks to run posix.system"
    })
    void saysWhatOtherFilesAre(String name, String words) throws Exception {
        Path file = file(name);
        assertThatThrownBy(() -> CheckpointFile.open(file).close())
                .isInstanceOf(CheckpointFileException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pth", "plain-legacy.pth", "views.pth", "dino-training.pth"})
    void aCutFileIsCalledCut(String name) throws Exception {
        byte[] whole = Files.readAllBytes(file(name));
        for (int length : new int[] {20, 200, whole.length / 3, whole.length / 2, whole.length - 30}) {
            Path cut = Files.write(home.resolve("cut-" + length), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(cut))
                    .as("%s of %d bytes", name, length)
                    .isInstanceOf(CheckpointFileException.class)
                    .hasMessageMatching("(?s).*(cut off|damaged).*");
        }
    }

    private static void readAll(Path path) throws IOException {
        try (CheckpointFile file = CheckpointFile.open(path)) {
            for (String name : file.names()) {
                file.load(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pth", "plain-legacy.pth", "evil-legacy.pth", "module.pt"})
    void changedBytesNeverRunAnythingOrBreakTheReader(String name) throws Exception {
        byte[] whole = Files.readAllBytes(file(name));
        Random random = new Random(7);
        // The pickle lies near the beginning in either format.
        int pickle = Math.min(whole.length, 5000);
        for (int i = 0; i < 400; i++) {
            byte[] changed = whole.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                changed[random.nextInt(pickle)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(home.resolve("changed"), changed);
            try {
                readAll(file);
            } catch (CheckpointFileException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void aTensorThatDoesNotFitItsStorageIsNamed() {
        // A pickle of {"a": _rebuild_tensor_v2(storage of 4 floats, 0, (5,), (1,))}
        String five = tensor("0").replace("K\u0004\u0085", "K\u0005\u0085");
        byte[] pickle = ("\u0080\u0002}X\u0001\0\0\0a" + five + "s.").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> readAll(zip(pickle))).hasMessageContaining("The tensor a (F32 [5]) does not fit");
    }

    /** A tensor of four floats, as a pickle's instructions. */
    private static String tensor(String key) {
        return "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0" + key
                + "X\u0003\0\0\0cpuK\u0004tQK\u0000K\u0004\u0085K\u0001\u0085tR";
    }

    @Test
    void objectsOfOtherClassesAreSkippedInTheEarlierFormatToo() throws Exception {
        String inert = "ctypes\nSimpleNamespace\n)\u0081}X\u0001\0\0\0b" + tensor("1") + "sb";
        String keys = "\u0080\u0002](X\u0001\0\0\0" + "0X\u0001\0\0\0" + "1e.";
        String start =
                "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.";
        String content = "\u0080\u0002}(X\u0001\0\0\0a" + tensor("0") + "X\u0004\0\0\0args" + inert + "u.";
        ByteBuffer data =
                ByteBuffer.allocate(2 * (Long.BYTES + 4 * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (float first : new float[] {1, 10}) {
            data.putLong(4);
            for (int i = 0; i < 4; i++) {
                data.putFloat(first + i);
            }
        }
        Path file = home.resolve("legacy.pth");
        Files.write(file, (start + content + keys).getBytes(StandardCharsets.ISO_8859_1));
        Files.write(file, data.array(), StandardOpenOption.APPEND);
        try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
            assertThat(checkpoint.names()).containsExactly("a");
            assertThat(checkpoint.load("a").floats()).containsExactly(1, 2, 3, 4);
        }
    }

    /** A zip archive as PyTorch writes it, with uncompressed entries. */
    private Path zip(byte[] pickle) throws IOException {
        Path file = home.resolve("made.pth");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var entry :
                    Map.of("made/data.pkl", pickle, "made/data/0", new byte[16]).entrySet()) {
                var description = new ZipEntry(entry.getKey());
                var sum = new CRC32();
                sum.update(entry.getValue());
                description.setCrc(sum.getValue());
                description.setSize(entry.getValue().length);
                zip.putNextEntry(description);
                zip.write(entry.getValue());
            }
        }
        return file;
    }
}
