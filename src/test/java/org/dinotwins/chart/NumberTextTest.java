package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0.125,2,0.13",
        "-0.125,2,−0.13",
        "-0.004,2,0.00",
        "-0.0,1,0.0",
        "12,0,12",
        "0.5,0,1",
        "NaN,2,–",
        "Infinity,1,∞"
    })
    void aValueThatRoundsToZeroHasNoSign(double value, int decimals, String text) {
        assertThat(NumberText.fixed(value, decimals)).isEqualTo(text);
    }

    @Test
    void numbersAreShort() {
        assertThat(NumberText.number(12_345)).isEqualTo("12,345");
        assertThat(NumberText.number(-0.00005)).isEqualTo("−5e−5");
        assertThat(NumberText.number(8.0164)).isEqualTo("8.016");
    }
}
