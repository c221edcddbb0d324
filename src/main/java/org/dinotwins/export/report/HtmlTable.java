package org.dinotwins.export.report;

import java.util.List;
import org.dinotwins.table.Table;

/** Writes a table as HTML with its caption below. */
final class HtmlTable {
    private HtmlTable() {}

    static String of(Table table) {
        StringBuilder text = new StringBuilder("<table><thead><tr>");
        for (Table.Column column : table.columns()) {
            text.append(column.kind() == Table.Kind.TEXT ? "<th>" : "<th class=\"n\">")
                    .append(Html.text(column.head()))
                    .append("</th>");
        }
        text.append("</tr></thead><tbody>\n");
        for (List<String> row : table.cells()) {
            text.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String marked = row.get(i).endsWith(Table.MARK) ? " alarm" : "";
                text.append(
                                table.columns().get(i).kind() == Table.Kind.TEXT
                                        ? "<td>"
                                        : "<td class=\"n" + marked + "\">")
                        .append(Html.text(row.get(i)))
                        .append("</td>");
            }
            text.append("</tr>\n");
        }
        return text.append("</tbody></table>\n<p class=\"caption\">" + Html.text(table.caption()) + "</p>\n")
                .toString();
    }
}
