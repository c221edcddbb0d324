package org.dinotwins.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dinotwins.ablation.Interval;
import org.dinotwins.export.report.Html;
import org.dinotwins.measure.outcome.Sheet;

/**
 * Figures in rows, written as CSV, LaTeX, HTML or for a terminal.
 *
 * @param caption one sentence: what the rows are
 * @param columns heads and kinds
 * @param rows    a value a column: a {@link String}, a {@link Number} or an {@link Interval} by the column's kind
 */
public record Table(String caption, List<Column> columns, List<List<Object>> rows) {
    /** What a column holds. */
    public enum Kind {
        TEXT, WHOLE,
        /** A share in 0..1, shown in percent. */
        SHARE,
        /** A difference of shares, shown in points with its sign. */
        POINTS,
        /** Any number, shown with as many digits as tell runs apart. */
        NUMBER
    }

    /**
     * A column.
     *
     * @param head for people
     * @param key  for a CSV file's head
     */
    public record Column(String head, String key, Kind kind) {
        /** A column of words, headed alike everywhere. */
        public static Column text(String head) {
            return new Column(head, head, Kind.TEXT);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " values in " + columns.size() + " columns");
            }
        }
    }

    /** Comma-separated values (RFC 4180): full precision, an interval as mean, low, high and count. */
    public String csv() {
        StringBuilder text = new StringBuilder();
        List<Boolean> wide = new ArrayList<>();
        List<String> head = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int at = i;
            wide.add(rows.stream().anyMatch(row -> row.get(at) instanceof Interval));
            String key = columns.get(i).key();
            head.addAll(wide.get(i) ? List.of(key + "_mean", key + "_low", key + "_high", key + "_n") : List.of(key));
        }
        text.append(head.stream().map(TextTable::csv).collect(Collectors.joining(","))).append("\r\n");
        for (List<Object> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) instanceof Interval is) {
                    cells.addAll(List.of(exact(is.mean()), exact(is.low()), exact(is.high()),
                            Integer.toString(is.count())));
                } else {
                    cells.add(row.get(i) instanceof Double number ? exact(number) : TextTable.csv(row.get(i).toString()));
                }
            }
            text.append(String.join(",", cells)).append("\r\n");
        }
        return text.toString();
    }

    private static String exact(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** A {@code tabular} with booktabs' rules, in a {@code table} with the caption. */
    public String latex() {
        String kinds = columns.stream().map(c -> c.kind() == Kind.TEXT ? "l" : "r").collect(Collectors.joining());
        StringBuilder text = new StringBuilder("\\begin{table}\n  \\centering\n  \\caption{" + TextTable.tex(caption) + "}\n"
                + "  \\begin{tabular}{" + kinds + "}\n    \\toprule\n    ");
        text.append(columns.stream().map(c -> TextTable.tex(c.head())).collect(Collectors.joining(" & "))).append(" \\\\\n")
                .append("    \\midrule\n");
        for (List<Object> row : rows) {
            text.append("    ").append(shown(row).stream().map(TextTable::tex).collect(Collectors.joining(" & ")))
                    .append(" \\\\\n");
        }
        return text.append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").toString();
    }

    /** A measurement's table. */
    public static Table of(Sheet sheet) {
        List<Column> columns = new ArrayList<>();
        for (String head : sheet.columns()) {
            columns.add(new Column(head, head, columns.isEmpty() ? Kind.TEXT : Kind.NUMBER));
        }
        return new Table(sheet.caption(), columns, sheet.rows().stream().map(row -> List.<Object>copyOf(row)).toList());
    }

    /** The same without some columns, by their keys. */
    public Table without(String... keys) {
        List<Integer> kept = IntStream.range(0, columns.size())
                .filter(i -> !List.of(keys).contains(columns.get(i).key())).boxed().toList();
        return new Table(caption, kept.stream().map(columns::get).toList(),
                rows.stream().map(row -> kept.stream().<Object>map(row::get).toList()).toList());
    }

    /** The table for where room is short: brief heads by key, where there are any, and percent signs there alone. */
    public Sheet sheet(String name, Map<String, String> brief) {
        List<List<String>> shown = new ArrayList<>();
        for (List<Object> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                String cell = shown(i, row.get(i));
                cells.add(columns.get(i).kind() == Kind.SHARE ? cell.replace(" %", "") : cell);
            }
            shown.add(cells);
        }
        return new Sheet(name, caption, columns.stream().map(column -> brief.getOrDefault(column.key(), column.head())
                + (column.kind() == Kind.SHARE ? ", %" : "")).toList(), shown);
    }

    /** An HTML table. */
    public String html() {
        StringBuilder text = new StringBuilder("<table><thead><tr>");
        for (Column column : columns) {
            text.append(column.kind() == Kind.TEXT ? "<th>" : "<th class=\"n\">").append(Html.text(column.head()))
                    .append("</th>");
        }
        text.append("</tr></thead><tbody>\n");
        for (List<Object> row : rows) {
            text.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                text.append(columns.get(i).kind() == Kind.TEXT ? "<td>" : "<td class=\"n\">")
                        .append(Html.text(shown(i, row.get(i)))).append("</td>");
            }
            text.append("</tr>\n");
        }
        return text.append("</tbody></table>\n<p class=\"caption\">" + Html.text(caption) + "</p>\n").toString();
    }

    /** Aligned for a terminal, and valid Markdown. */
    public String markdown() {
        return TextTable.markdown(columns.stream().map(c -> c.kind() == Kind.TEXT).toList(),
                columns.stream().map(Column::head).toList(), rows.stream().map(this::shown).toList());
    }

    private List<String> shown(List<Object> row) {
        return IntStream.range(0, row.size()).mapToObj(i -> shown(i, row.get(i))).toList();
    }

    private String shown(int column, Object value) {
        Kind kind = columns.get(column).kind();
        if (value instanceof Interval is) {
            String mean = figure(kind, is.mean());
            return Double.isNaN(is.half()) ? mean
                    : mean.replace(" %", "") + " ± " + figure(kind, is.half()).replace("+", "");
        }
        return value instanceof Double number ? figure(kind, number) : value.toString();
    }

    private static String figure(Kind kind, double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double large = Math.abs(value);
        String text = String.format(Locale.ROOT, switch (kind) {
            case SHARE -> "%.1f %%";
            case POINTS -> "%+.1f";
            case WHOLE -> "%.0f";
            default -> large >= 10 ? "%.1f" : large >= 0.1 || value == 0 ? "%.2f" : "%.2g";
        }, kind == Kind.SHARE || kind == Kind.POINTS ? 100 * value : value);
        return text.matches("[+-]0\\.0") ? "0.0" : text.replace("-", "−");
    }
}
