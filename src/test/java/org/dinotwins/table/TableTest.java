package org.dinotwins.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;
import org.junit.jupiter.api.Test;

/** A table as CSV, LaTeX and Markdown. */
class TableTest {
    private static final Table TABLE = new Table(
            "means",
            "Means & <intervals>",
            List.of(
                    Column.text("Method"),
                    new Column("kNN top-1", "knn", Kind.SHARE),
                    new Column("RankMe", "rank", Kind.NUMBER)),
            List.of(
                    List.of("Hybrid, \"1 : 1\"", new ConfidenceInterval(0.25, 0.031, 3), 12.345),
                    List.of("DINO_only 50%", new ConfidenceInterval(0.2, Double.NaN, 1), Double.NaN)));

    @Test
    void csvKeepsFullPrecisionAndQuotesSpecialCells() {
        assertThat(TABLE.csv())
                .isEqualTo("Method,knn_mean,knn_low,knn_high,knn_n,rank\r\n"
                        + "\"Hybrid, \"\"1 : 1\"\"\",0.25,0.219,0.281,3,12.345\r\n"
                        + "DINO_only 50%,0.2,,,1,\r\n");
    }

    @Test
    void latexEscapesCommands() {
        assertThat(TABLE.latex())
                .contains(
                        "\\caption{Means \\& $<$intervals$>$}",
                        "\\begin{tabular}{lrr}",
                        "\\toprule",
                        "Hybrid, \"1 : 1\" & 25.0 $\\pm$ 3.1 \\% & 12.3 \\\\",
                        "DINO\\_only 50\\% & 20.0 \\% & – \\\\");
    }

    @Test
    void markdownAlignsColumns() {
        assertThat(TABLE.markdown()).isEqualTo("""
                | Method          |    kNN top-1 | RankMe |
                |-----------------|-------------:|-------:|
                | Hybrid, "1 : 1" | 25.0 ± 3.1 % |   12.3 |
                | DINO_only 50%   |       20.0 % |      – |
                """);
    }

    @Test
    void rejectsARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("", "", List.of(Column.text("a")), List.of(List.of("b", "c"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void formattedCellsAreWrittenAsTheyAre() {
        Table text = Table.ofText(
                "scores",
                "Accuracy, 10 % of labels.",
                List.of("", "top-1"),
                List.of(List.of("kNN, k_10", "12.5 ± 1.0"), List.of("a \"b\"", "–")));
        Table odd = Table.ofText("odd", "", List.of("class"), List.of(List.of("a\\b~{c}")));

        assertThat(text.csv("\n")).isEqualTo(",top-1\n\"kNN, k_10\",12.5 ± 1.0\n\"a \"\"b\"\"\",–\n");
        assertThat(text.latex())
                .contains(
                        "\\caption{Accuracy, 10 \\% of labels.}",
                        "kNN, k\\_10 & 12.5 $\\pm$ 1.0 \\\\", "\\begin{tabular}{lr}", "a \"b\" & -- \\\\");
        assertThat(odd.latex()).contains("    a\\textbackslash{}b\\textasciitilde{}\\{c\\} \\\\");
        assertThat(Table.ofText("odd", "", List.of("class"), List.of(List.of("a\r\nb\n")))
                        .csv("\n"))
                .isEqualTo("class\n\"a\r\nb\n\"\n");
        assertThat(text.markdown().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).hasSize(26))
                .element(2)
                .isEqualTo("| kNN, k_10 | 12.5 ± 1.0 |");
    }

    @Test
    void aNarrowTableHasPercentSignsInItsHeadings() {
        Table narrow = TABLE.narrow(Map.of("knn", "kNN"));

        assertThat(narrow.heads()).containsExactly("Method", "kNN, %", "RankMe");
        assertThat(narrow.cells())
                .containsExactly(
                        List.of("Hybrid, \"1 : 1\"", "25.0 ± 3.1", "12.3"), List.of("DINO_only 50%", "20.0", "–"));
        assertThat(TABLE.without("knn").heads()).containsExactly("Method", "RankMe");
    }
}
