package org.dinotwins.measure.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dinotwins.measure.Measurement;
import org.junit.jupiter.api.Test;

class SheetTest {
    private static final Sheet SHEET = new Sheet("scores", "Accuracy, 10 % of labels.", List.of("", "top-1"),
            List.of(List.of("kNN, k_10", "12.5 ± 1.0"), List.of("a \"b\"", "–")));

    @Test
    void csvQuotesWhatItMust() {
        assertThat(SHEET.csv()).isEqualTo(",top-1\n\"kNN, k_10\",12.5 ± 1.0\n\"a \"\"b\"\"\",–\n");
    }

    @Test
    void latexEscapesWhatItMust() {
        Sheet odd = new Sheet("odd", "", List.of("class"), List.of(List.of("a\\b~{c}")));
        assertThat(odd.latex()).contains("    a\\textbackslash{}b\\textasciitilde{}\\{c\\} \\\\");
        assertThat(new Sheet("odd", "", List.of("class"), List.of(List.of("a\r\nb\n"))).csv())
                .isEqualTo("class\n\"a\r\nb\n\"\n");
        assertThat(SHEET.latex()).contains("\\caption{Accuracy, 10 \\% of labels.}", "kNN, k\\_10 & 12.5 $\\pm$ 1.0 \\\\",
                "\\begin{tabular}{lr}", "a \"b\" & -- \\\\");
    }

    @Test
    void markdownStandsInColumns() {
        assertThat(SHEET.markdown().lines()).hasSize(4).allSatisfy(line -> assertThat(line).hasSize(26))
                .element(2).isEqualTo("| kNN, k_10 | 12.5 ± 1.0 |");
    }

    @Test
    void aShareHasItsStandardError() {
        assertThat(OutcomeTables.share(0.5, 100)).isEqualTo("50.0 ± 5.0");
        assertThat(OutcomeTables.share(Double.NaN, 100)).isEqualTo("–");
        assertThat(Measurement.percent(0.1)).isEqualTo("10 %");
        assertThat(Measurement.percent(0.015)).isEqualTo("1.5 %");
    }
}
