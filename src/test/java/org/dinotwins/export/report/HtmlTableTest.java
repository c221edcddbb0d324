package org.dinotwins.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dinotwins.ablation.ConfidenceInterval;
import org.dinotwins.table.Table;
import org.dinotwins.table.Table.Column;
import org.dinotwins.table.Table.Kind;
import org.junit.jupiter.api.Test;

class HtmlTableTest {
    @Test
    void escapesTagsAndQuotes() {
        Table table = new Table(
                "means",
                "Means & <intervals>",
                List.of(Column.text("Method"), new Column("kNN top-1", "knn", Kind.SHARE)),
                List.of(List.of("Hybrid, \"1 : 1\"", new ConfidenceInterval(0.25, 0.031, 3))));

        assertThat(HtmlTable.of(table))
                .contains(
                        "<p class=\"caption\">Means &amp; &lt;intervals&gt;</p>",
                        "<td>Hybrid, &quot;1 : 1&quot;</td><td class=\"n\">25.0 ± 3.1 %</td>");
    }
}
