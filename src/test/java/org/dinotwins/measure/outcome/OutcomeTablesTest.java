package org.dinotwins.measure.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTablesTest {
    @Test
    void aShareHasItsStandardError() {
        assertThat(OutcomeTables.share(0.5, 100)).isEqualTo("50.0 ± 5.0");
        assertThat(OutcomeTables.share(Double.NaN, 100)).isEqualTo("–");
    }
}
