package org.dinotwins.table;

import java.util.ArrayList;
import java.util.List;

/** Writes a table as Markdown with columns that are also aligned in a terminal. */
final class MarkdownTable {
    private MarkdownTable() {}

    static String of(Table table) {
        List<Boolean> words =
                table.columns().stream().map(c -> c.kind() == Table.Kind.TEXT).toList();
        List<List<String>> cells = new ArrayList<>();
        cells.add(table.heads());
        cells.addAll(table.cells());
        cells.replaceAll(
                row -> row.stream().map(cell -> cell.replace("|", "\\|")).toList());
        int[] widths = new int[words.size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < cells.size(); r++) {
            for (int i = 0; i < widths.length; i++) {
                String cell = cells.get(r).get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                text.append("| ")
                        .append(words.get(i) ? cell + padding : padding + cell)
                        .append(' ');
            }
            text.append("|\n");
            if (r == 0) {
                for (int i = 0; i < widths.length; i++) {
                    text.append("|-").append("-".repeat(widths[i])).append(words.get(i) ? '-' : ':');
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }
}
