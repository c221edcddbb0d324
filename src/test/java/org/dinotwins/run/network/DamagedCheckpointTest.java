package org.dinotwins.run.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.CheckpointException;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.tensor.safetensors.SafetensorsChecksum;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flipped bit or a weight that is not finite is refused by everyone who reads a checkpoint. */
class DamagedCheckpointTest {
    private static final int FLIPS = 60;

    @TempDir
    private static Path home;

    private static RunFolder run;
    private static Path whole;
    private static Path last;

    @BeforeAll
    static void train() throws Exception {
        Path images = TinyRun.images(home.resolve("images"));
        try (TrainingService service = new TrainingService()) {
            service.start(TinyRun.config(images), home.resolve("run"), 9, false, new TrainingService.Listener() {});
            service.await();
        }
        run = RunFolder.open(home.resolve("run"));
        last = run.last().file();
        whole = Files.copy(last, home.resolve("whole"));
    }

    @BeforeEach
    void restore() throws Exception {
        Files.copy(whole, last, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void flip(long bit) throws Exception {
        try (FileChannel file = FileChannel.open(last, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.read(one, bit / 8);
            one.put(0, (byte) (one.get(0) ^ 1 << bit % 8)).flip();
            file.write(one, bit / 8);
        }
    }

    private static void open() throws WorkbenchException {
        NetworkInspector.open(run, Optional.of(last)).close();
    }

    @Test
    void aFlippedBitIsRefused() throws Exception {
        open();
        WeightFile.readCheckpoint(last);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file = FileChannel.open(last)) {
            file.read(length);
        }
        long header = Long.BYTES + length.getLong(0);
        String words = new String(Files.readAllBytes(last), 0, (int) header, StandardCharsets.ISO_8859_1);
        long checksum = words.indexOf("crc32c");
        Random random = new Random(15);
        for (int i = 0; i < FLIPS; i++) {
            // A third each: in the header's length and text, around the checksum, in the tensors.
            long place = i % 3 == 0
                    ? (long) (random.nextDouble() * header)
                    : i % 3 == 1
                            ? checksum + random.nextInt(60) - 20
                            : header + (long) (random.nextDouble() * (Files.size(last) - header));
            long bit = place * 8 + random.nextInt(8);
            flip(bit);
            assertThatThrownBy(DamagedCheckpointTest::open)
                    .as("bit %d, a header of %d bytes", bit, header)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("step-000009")
                    .hasMessageContaining("use the checkpoint of step 8")
                    .message()
                    .hasSizeLessThan(600)
                    .doesNotContain("Exception", "\n");
            assertThatThrownBy(() -> WeightFile.readCheckpoint(last))
                    .as("bit %d, exported", bit)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("use the checkpoint of step 8");
            flip(bit);
        }
        open();
    }

    @Test
    void aFileOfAnEarlyVersionOpensWithoutAChecksum() throws Exception {
        Safetensors content = read(last);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.remove("crc32c");
        metadata.remove("checksum");
        metadata.remove("schedule_step");
        metadata.remove("steps_per_epoch");
        metadata.remove("kept");
        try (FileChannel file =
                FileChannel.open(last, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            new Safetensors(content.tensors(), metadata).write(file);
        }
        open();
        try (TrainingService service = new TrainingService()) {
            service.start(run.config(), run.path(), 10, true, new TrainingService.Listener() {});
            service.await();
            assertThat(service.failure()).isEmpty();
        }
        assertThat(run.metrics().get(9).epoch()).isEqualTo(5);
        Files.delete(run.path().resolve("checkpoints/step-000010.safetensors"));
    }

    @Test
    void weightsThatAreNotFiniteAreRefusedByName() throws Exception {
        Safetensors content = read(last);
        Map<String, HostTensor> tensors = new LinkedHashMap<>(content.tensors());
        String name = "teacher.backbone.blocks.1.attn.qkv.weight";
        float[] values = tensors.get(name).floats();
        values[7] = Float.NEGATIVE_INFINITY;
        values[9] = Float.NaN;
        tensors.put(name, HostTensor.of(values, tensors.get(name).shape()));
        try (FileChannel file =
                FileChannel.open(last, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            SafetensorsChecksum.write(new Safetensors(tensors, content.metadata()), file);
        }
        String sentence = "blocks.1.attn.qkv.weight holds 2 of 768 values that are not finite";
        assertThatThrownBy(DamagedCheckpointTest::open).hasMessageContaining(sentence);
        assertThatThrownBy(() -> Evaluator.evaluateOn(run, run.config().data().open(), Progress.NONE))
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> WeightFile.readCheckpoint(last)).hasMessageContaining(sentence);
        assertThatThrownBy(() -> NetworkInspector.open(last)).hasMessageContaining(sentence);
        Files.copy(whole, last, StandardCopyOption.REPLACE_EXISTING);
        Path exported = home.resolve("hf/model.safetensors");
        WeightFile.export(WeightFile.readCheckpoint(last), Naming.HF, exported);
        NetworkInspector.open(exported).close();
    }

    private static Safetensors read(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file)) {
            return Safetensors.read(channel);
        }
    }
}
