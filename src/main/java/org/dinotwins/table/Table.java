package org.dinotwins.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A table of text and figures, which can be written as CSV, LaTeX or Markdown.
 *
 * @param name    short name, suitable for a file name
 * @param caption one sentence that describes the rows
 * @param columns headings and kinds
 * @param rows    one value per column: a {@link String}, a {@link Number} or an {@link Estimate}
 * @param marked  cells that have an asterisk for people, which the caption explains
 */
public record Table(String name, String caption, List<Column> columns, List<List<Object>> rows, Set<Position> marked) {
    /** Explains the marks of figures that their best floor reaches too. */
    public static final String NOT_ABOVE_FLOOR = "* not above the best floor.";

    /** Follows the text of a marked cell. */
    public static final String MARK = "*";

    private static final String MISSING = "–";

    /** A cell. */
    public record Position(int row, int column) {}

    /** The content of a column. */
    public enum Kind {
        /** Text, aligned left. */
        TEXT,
        /** A whole number. */
        WHOLE,
        /** A fraction in 0..1, shown in per cent. */
        SHARE,
        /** A difference of fractions, shown in percentage points with its sign. */
        POINTS,
        /** Any number, shown with two or three significant digits; or text that is already formatted. */
        NUMBER
    }

    /**
     * A column.
     *
     * @param head heading for people
     * @param key  heading in a CSV file
     */
    public record Column(String head, String key, Kind kind) {
        /** A text column with the same heading everywhere. */
        public static Column text(String head) {
            return new Column(head, head, Kind.TEXT);
        }
    }

    /** A table without marked cells. */
    public Table(String name, String caption, List<Column> columns, List<List<Object>> rows) {
        this(name, caption, columns, rows, Set.of());
    }

    public Table {
        marked = Set.copyOf(marked);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " values in " + columns.size() + " columns");
            }
        }
    }

    /** A table whose cells are already formatted: text in the first column, figures in the others. */
    public static Table ofText(String name, String caption, List<String> heads, List<List<String>> rows) {
        List<Column> columns = new ArrayList<>();
        for (String head : heads) {
            columns.add(new Column(head, head, columns.isEmpty() ? Kind.TEXT : Kind.NUMBER));
        }
        return new Table(
                name,
                caption,
                columns,
                rows.stream().map(row -> List.<Object>copyOf(row)).toList());
    }

    /**
     * The same table with marked cells.
     *
     * @param words explains the mark; follows the caption if any cell is marked
     */
    public Table marking(Set<Position> cells, String words) {
        return cells.isEmpty() ? this : new Table(name, caption + " " + words, columns, rows, cells);
    }

    /**
     * Marks the figures of the first rows that the last row reaches too.
     *
     * @param count number of rows to look at, from the first
     */
    public Table markingBelowLastRow(int count, String words) {
        List<Object> last = rows.get(rows.size() - 1);
        Set<Position> found = new HashSet<>();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < columns.size(); column++) {
                if (value(rows.get(row).get(column)) <= value(last.get(column))) {
                    found.add(new Position(row, column));
                }
            }
        }
        return marking(found, words);
    }

    /** The figure in a cell; NaN for text. */
    private static double value(Object cell) {
        if (cell instanceof Estimate estimate) {
            return estimate.mean();
        }
        return cell instanceof Double number ? number : Double.NaN;
    }

    /** Headings for people. */
    public List<String> heads() {
        return columns.stream().map(Column::head).toList();
    }

    /** All cells as text for people. */
    public List<List<String>> cells() {
        return IntStream.range(0, rows.size())
                .mapToObj(row -> IntStream.range(0, columns.size())
                        .mapToObj(i ->
                                cell(i, rows.get(row).get(i)) + (marked.contains(new Position(row, i)) ? MARK : ""))
                        .toList())
                .toList();
    }

    /** The same table without the columns of these keys. */
    public Table without(String... keys) {
        List<Integer> kept = IntStream.range(0, columns.size())
                .filter(i -> !List.of(keys).contains(columns.get(i).key()))
                .boxed()
                .toList();
        return new Table(
                name,
                caption,
                kept.stream().map(columns::get).toList(),
                rows.stream()
                        .map(row -> kept.stream().<Object>map(row::get).toList())
                        .toList());
    }

    /**
     * A narrower table of text: percent signs move from the cells to the headings.
     *
     * @param heads shorter headings by column key; other columns keep theirs
     */
    public Table narrow(Map<String, String> heads) {
        List<List<String>> narrowed = cells().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i ->
                                columns.get(i).kind() == Kind.SHARE ? row.get(i).replace(" %", "") : row.get(i))
                        .toList())
                .toList();
        return ofText(
                name,
                caption,
                columns.stream()
                        .map(column -> heads.getOrDefault(column.key(), column.head())
                                + (column.kind() == Kind.SHARE ? ", %" : ""))
                        .toList(),
                narrowed);
    }

    /** Comma-separated values, see {@link CsvTable}, with RFC 4180 line breaks. */
    public String csv() {
        return csv("\r\n");
    }

    /** Like {@link #csv()}, with other line breaks. */
    public String csv(String lineEnd) {
        return CsvTable.of(this, lineEnd);
    }

    /** A LaTeX table, see {@link LatexTable}. */
    public String latex() {
        return LatexTable.of(this);
    }

    /** A Markdown table, see {@link MarkdownTable}. */
    public String markdown() {
        return MarkdownTable.of(this);
    }

    private String cell(int column, Object value) {
        Kind kind = columns.get(column).kind();
        if (value instanceof Estimate estimate) {
            String mean = figure(kind, estimate.mean());
            return Double.isNaN(estimate.half())
                    ? mean
                    : mean.replace(" %", "") + " ± "
                            + figure(kind, estimate.half()).replace("+", "");
        }
        return value instanceof Double number ? figure(kind, number) : value.toString();
    }

    private static String figure(Kind kind, double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        double large = Math.abs(value);
        String text = String.format(
                Locale.ROOT,
                switch (kind) {
                    case SHARE -> "%.1f %%";
                    case POINTS -> "%+.1f";
                    case WHOLE -> "%.0f";
                    default -> large >= 10 ? "%.1f" : large >= 0.1 || value == 0 ? "%.2f" : "%.2g";
                },
                kind == Kind.SHARE || kind == Kind.POINTS ? 100 * value : value);
        return text.matches("[+-]0\\.0") ? "0.0" : text.replace("-", "−");
    }
}
