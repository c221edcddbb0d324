package org.dinotwins.measure.outcome;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dinotwins.table.TextTable;

/**
 * A table of a result, ready to be read or to be taken into a paper.
 *
 * @param name    short name, fit for a file's name
 * @param caption one sentence
 * @param columns headings; the first column holds words, the others figures
 * @param rows    cells as text, each row as long as the headings
 */
public record Sheet(String name, String caption, List<String> columns, List<List<String>> rows) {
    public Sheet {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row + " for columns " + columns);
            }
        }
    }

    /** Comma-separated values, quoted after RFC 4180. */
    public String csv() {
        return line(columns) + rows.stream().map(Sheet::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TextTable::csv)
                .collect(Collectors.joining(",", "", "\n"));
    }

    /** A LaTeX table that needs the package booktabs. */
    public String latex() {
        String body = rows.stream().map(r -> r.stream().map(Sheet::escaped).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\\n    ", "    ", " \\\\\n"));
        return "\\begin{table}\n  \\centering\n  \\caption{" + escaped(caption) + "}\n  \\begin{tabular}{l"
                + "r".repeat(columns.size() - 1) + "}\n    \\toprule\n    "
                + columns.stream().map(Sheet::escaped).collect(Collectors.joining(" & ")) + " \\\\\n    \\midrule\n"
                + body + "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n";
    }

    private static String escaped(String text) {
        return TextTable.tex(text).replace("–", "--");
    }

    /** A Markdown table that reads as well in a terminal. */
    public String markdown() {
        return TextTable.markdown(IntStream.range(0, columns.size()).mapToObj(i -> i == 0).toList(), columns, rows);
    }
}
