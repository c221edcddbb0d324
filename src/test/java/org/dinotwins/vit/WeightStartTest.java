package org.dinotwins.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.dinotwins.tensor.HostTensor;
import org.junit.jupiter.api.Test;

/** The ways to initialise a network's weights. */
class WeightStartTest {
    private static final int DIM = 64;

    private static Map<String, HostTensor> draw(WeightStart start) {
        return InitialWeights.of(new ViTConfig(24, 8, DIM, 1, 4, 4, 0, start), new SplittableRandom(1));
    }

    private static double deviation(HostTensor tensor) {
        float[] values = tensor.floats();
        double sum = 0;
        for (float v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum / values.length);
    }

    @Test
    void dinoDrawsMatricesAndPositionsFromOneDistribution() {
        Map<String, HostTensor> weights = draw(WeightStart.DINO);
        assertThat(deviation(weights.get("blocks.0.mlp.fc1.weight"))).isCloseTo(0.02, within(0.001));
        assertThat(deviation(weights.get("pos_embed"))).isCloseTo(0.02, within(0.002));
    }

    @Test
    void mocoUsesXaviersDeviationForEveryMatrix() {
        Map<String, HostTensor> weights = draw(WeightStart.MOCO_V3);
        assertThat(deviation(weights.get("blocks.0.mlp.fc1.weight")))
                .isCloseTo(Math.sqrt(2.0 / (DIM + 4 * DIM)), within(0.003));
        assertThat(deviation(weights.get("blocks.0.attn.qkv.weight")))
                .as("queries, keys and values are one matrix each")
                .isCloseTo(Math.sqrt(2.0 / (DIM + DIM)), within(0.003));
        assertThat(deviation(weights.get("cls_token"))).isLessThan(0.03);
    }

    @Test
    void mocoDistinguishesPositions() {
        float[] positions = draw(WeightStart.MOCO_V3).get("pos_embed").floats();
        assertThat(positions).hasSize((1 + 9) * DIM);
        assertThat(positions[0]).as("CLS").isZero();
        int place = (1 + 3 + 2) * DIM;
        double slower = Math.pow(10_000, -1.0 / (DIM / 4));
        assertThat(positions[place]).as("column 2").isCloseTo((float) Math.sin(2), within(1e-6f));
        assertThat(positions[place + 1]).isCloseTo((float) Math.sin(2 * slower), within(1e-6f));
        assertThat(positions[place + DIM / 4]).isCloseTo((float) Math.cos(2), within(1e-6f));
        assertThat(positions[place + DIM / 2]).as("row 1").isCloseTo((float) Math.sin(1), within(1e-6f));
        assertThat(positions[place + 3 * DIM / 4]).isCloseTo((float) Math.cos(1), within(1e-6f));
    }

    @Test
    void fittedWavesDistinguishPositionsInEveryChannel() {
        float[] positions = draw(WeightStart.FITTED_WAVES).get("pos_embed").floats();
        for (int channel = 0; channel < DIM; channel++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int place = 1; place <= 9; place++) {
                least = Math.min(least, positions[place * DIM + channel]);
                most = Math.max(most, positions[place * DIM + channel]);
            }
            assertThat(most - least).as("channel %d", channel).isGreaterThan(0.04f);
        }
    }

    @Test
    void rejectsAWidthNotDivisibleByFour() {
        assertThatThrownBy(() -> new ViTConfig(24, 8, 30, 1, 3, 4, 0, WeightStart.MOCO_V3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 4");
    }
}
