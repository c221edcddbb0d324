package org.dinotwins.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Advice on bfloat16 needs a clear margin. */
class Bfloat16SpeedTest {
    @Test
    void aClearGainIsReportedWithItsRange() {
        assertThat(Bfloat16Speed.of(rounds(1.5, 0.005)).advice())
                .hasValue("Matrix products are 1.6 times as fast as in "
                        + "float32 (1.5 to 1.6 in most rounds): train.precision=BFLOAT16 saves time.");
    }

    @Test
    void aClearLossIsReported() {
        Bfloat16Speed speed = Bfloat16Speed.of(rounds(0.2, 0));
        assertThat(speed.slower()).isTrue();
        assertThat(speed.advice().orElseThrow())
                .contains("take 5.0 times as long")
                .contains("FLOAT32");
    }

    @Test
    void withoutAClearMarginNoAdviceIsGiven() {
        assertThat(Bfloat16Speed.of(rounds(1.05, 0)).advice()).isEmpty();
        assertThat(Bfloat16Speed.of(rounds(0.8, 0.05)).advice())
                .as("0.95 to 2.15 with median 1.55")
                .isEmpty();
        assertThat(Bfloat16Speed.of(rounds(0.5, 0.05)).slower()).isFalse();
    }

    @Test
    void singleSlowRoundsChangeNothing() {
        double[] rounds = rounds(1.5, 0);
        rounds[4] = 56;
        rounds[20] = 0.1;
        rounds[21] = 0.1;
        assertThat(Bfloat16Speed.of(rounds)).isEqualTo(new Bfloat16Speed(1.5, 1.5, 1.5));
    }

    private static double[] rounds(double first, double step) {
        return IntStream.range(0, 31).mapToDouble(i -> first + i * step).toArray();
    }
}
