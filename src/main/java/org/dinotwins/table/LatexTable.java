package org.dinotwins.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a table as a LaTeX {@code table} with its caption; it needs the package booktabs. */
final class LatexTable {
    private LatexTable() {}

    static String of(Table table) {
        String kinds = table.columns().stream()
                .map(c -> c.kind() == Table.Kind.TEXT ? "l" : "r")
                .collect(Collectors.joining());
        StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n  \\caption{" + words(table.caption())
                + "}\n  \\begin{tabular}{" + kinds + "}\n    \\toprule\n    ");
        text.append(table.heads().stream().map(LatexTable::words).collect(Collectors.joining(" & ")))
                .append(" \\\\\n    \\midrule\n");
        List<List<String>> cells = table.cells();
        for (int r = 0; r < cells.size(); r++) {
            List<String> row = new ArrayList<>();
            for (int c = 0; c < cells.get(r).size(); c++) {
                String cell = cells.get(r).get(c);
                row.add(table.rows().get(r).get(c) instanceof String ? words(cell) : escaped(cell));
            }
            text.append("    ").append(String.join(" & ", row)).append(" \\\\\n");
        }
        return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
    }

    private static String words(String text) {
        return escaped(text).replace("–", "--");
    }

    /** Text escaped for LaTeX. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.append(
                        switch (c) {
                            case '\\' -> "\\textbackslash{}";
                            case '~' -> "\\textasciitilde{}";
                            case '^' -> "\\textasciicircum{}";
                            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) c;
                            case '±' -> "$\\pm$";
                            case '−' -> "$-$";
                            case '·' -> "$\\cdot$";
                            case '<' -> "$<$";
                            case '>' -> "$>$";
                            default -> Character.toString(c);
                        }));
        return out.toString();
    }
}
