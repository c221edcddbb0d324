package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/** Peak memory of a backbone's forward and backward legs, as Linux counts it. */
@EnabledOnOs(OS.LINUX)
class BackboneMemoryTest {
    /** Twelve blocks over 32 pictures of 65 tokens keep about 150 MB for their gradient. */
    private static final ViTConfig MODEL = new ViTConfig(64, 8, 96, 12, 3, 4, 0.1);
    private static final int BATCH = 32;
    /** Writing this resets the highest resident memory. */
    private static final String RESET = "5";

    @Test
    void peaksFall() throws Exception {
        // The allocator keeps freed memory: peaks are held against one beginning, and the plain way comes last.
        peak(1, 1, true);
        long before = ProcessMemory.resident();
        long both = peak(BATCH, 4, true) - before;
        long checkpointed = peak(BATCH, 1, true) - before;
        long parts = peak(BATCH, 4, false) - before;
        long plain = peak(BATCH, 1, false) - before;
        assertThat(plain).isGreaterThan(80_000_000);
        assertThat(parts).isLessThan(plain / 2);
        assertThat(checkpointed).isLessThan(plain / 2);
        assertThat(both).isLessThan(plain / 2);
    }

    private static long peak(int batch, int microBatches, boolean checkpointing) throws IOException {
        try (NDManager owner = NDManager.newBaseManager(); StepLists lists = new StepLists(owner)) {
            Weights weights = new Weights(owner, VisionTransformer.initial(MODEL, new SplittableRandom(1)))
                    .requireGradients();
            Replica replica = Replica.first(owner, lists, MODEL, weights, weights);
            BackbonePass pass = new BackbonePass(List.of(replica), lists, microBatches, checkpointing, new Lanes(1));
            NDArray images = owner.randomNormal(new Shape(batch, 3, MODEL.imageSize(), MODEL.imageSize()));
            NDArray arriving = owner.ones(new Shape(batch, MODEL.dim()));
            Files.writeString(Path.of("/proc/self/clear_refs"), RESET);
            try (NDManager scope = owner.newSubManager()) {
                BackbonePass.Features features = pass.student(scope, List.of(images));
                assertThat(pass.pullBack(scope, features, arriving)).hasSameSizeAs(weights.names());
            }
            return highest();
        }
    }

    private static long highest() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmHWM"))
                .findFirst().orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }
}
