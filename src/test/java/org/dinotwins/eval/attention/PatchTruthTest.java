package org.dinotwins.eval.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.dinotwins.data.outline.Mask;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class PatchTruthTest {
    @RepeatedTest(20)
    void equalsEnlargingTheMapAndCountingPixels(RepetitionInfo round) {
        SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
        int width = random.nextInt(1, 40);
        int height = random.nextInt(1, 40);
        PatchGrid grid = new PatchGrid(random.nextInt(1, 8), random.nextInt(1, 8));
        boolean[] inside = new boolean[width * height];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = random.nextInt(3) == 0;
        }
        boolean[] kept = new boolean[grid.size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextBoolean();
        }

        assertThat(new PatchTruth(new Mask(width, height, inside), grid).jaccard(kept))
                .isCloseTo(
                        AttentionMask.jaccard(PatchGridTest.drawn(grid, kept, width, height), inside), within(1e-12));
    }
}
