package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void percentagesHaveNoTrailingZeros() {
        assertThat(Measurement.percent(0.1)).isEqualTo("10 %");
        assertThat(Measurement.percent(0.015)).isEqualTo("1.5 %");
    }
}
