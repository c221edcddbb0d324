package org.dinotwins.table;

import java.util.ArrayList;
import java.util.List;

/** How cells of text become a table that people and programs read. */
public final class TextTable {
    private TextTable() {
    }

    /**
     * A Markdown table whose columns also stand straight in a terminal.
     *
     * @param words for each column whether it holds words, which begin on the left; figures end on the right
     */
    public static String markdown(List<Boolean> words, List<String> head, List<List<String>> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(head);
        cells.addAll(rows);
        cells.replaceAll(row -> row.stream().map(cell -> cell.replace("|", "\\|")).toList());
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
                text.append("| ").append(words.get(i) ? cell + padding : padding + cell).append(' ');
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

    /** A cell of comma-separated values, quoted where RFC 4180 wants it. */
    public static String csv(String cell) {
        return cell.matches("(?s).*[\",\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** Text in which LaTeX reads no commands. */
    public static String tex(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(switch (c) {
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
