package org.dinotwins.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dinotwins.ablation.Interval;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;
import org.junit.jupiter.api.Test;

/** One table, four ways to write it. */
class TableTest {
    private static final Table TABLE = new Table("Means & <intervals>", List.of(Column.text("Method"),
            new Column("kNN top-1", "knn", Kind.SHARE), new Column("RankMe", "rank", Kind.NUMBER)), List.of(
            List.of("Hybrid, \"1 : 1\"", new Interval(0.25, 0.031, 3), 12.345),
            List.of("DINO_only 50%", new Interval(0.2, Double.NaN, 1), Double.NaN)));

    @Test
    void csvKeepsFullPrecisionAndQuotesWhatItMust() {
        assertThat(TABLE.csv()).isEqualTo("Method,knn_mean,knn_low,knn_high,knn_n,rank\r\n"
                + "\"Hybrid, \"\"1 : 1\"\"\",0.25,0.219,0.281,3,12.345\r\n"
                + "DINO_only 50%,0.2,,,1,\r\n");
    }

    @Test
    void latexReadsNoCommandsInWords() {
        assertThat(TABLE.latex()).contains("\\caption{Means \\& $<$intervals$>$}", "\\begin{tabular}{lrr}", "\\toprule",
                "Hybrid, \"1 : 1\" & 25.0 $\\pm$ 3.1 \\% & 12.3 \\\\", "DINO\\_only 50\\% & 20.0 \\% & – \\\\");
    }

    @Test
    void htmlReadsNoTagsInWords() {
        assertThat(TABLE.html()).contains("<p class=\"caption\">Means &amp; &lt;intervals&gt;</p>",
                "<td>Hybrid, &quot;1 : 1&quot;</td><td class=\"n\">25.0 ± 3.1 %</td>");
    }

    @Test
    void aTerminalSeesStraightColumns() {
        assertThat(TABLE.markdown()).isEqualTo("""
                | Method          |    kNN top-1 | RankMe |
                |-----------------|-------------:|-------:|
                | Hybrid, "1 : 1" | 25.0 ± 3.1 % |   12.3 |
                | DINO_only 50%   |       20.0 % |      – |
                """);
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Table("", List.of(Column.text("a")), List.of(List.of("b", "c"))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
