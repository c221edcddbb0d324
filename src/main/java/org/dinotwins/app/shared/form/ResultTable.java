package org.dinotwins.app.shared.form;

import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.dinotwins.table.Table;

/** A table of results, sortable by every column, as high as its rows up to a limit. */
public final class ResultTable extends TableView<List<String>> {
    private static final double ROW = 32;
    private static final double HEADER = 42;
    private static final double LETTER = 7.5;
    private static final double PADDING = 28;
    private static final double LEAST = 64;
    /** Width up to which the first column is never clipped, unless there are many others. */
    private static final double MOST_FIXED = 200;

    private static final int MANY = 6;
    private static final String BELOW_FLOOR = "below-floor";

    private final int mostRows;

    /** @param mostRows rows shown before it scrolls */
    public ResultTable(String id, int mostRows) {
        this.mostRows = mostRows;
        setId(id);
        getStyleClass().addAll("runs-table", "sheet-table");
        setFixedCellSize(ROW);
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    /** Replaces the rows; columns and their sorting stay if the headings are the same. */
    public void show(Table table) {
        List<List<String>> rows = table.cells();
        boolean fits = getItems().size() == rows.size();
        if (fits && getColumns().stream().map(TableColumn::getText).toList().equals(table.heads())) {
            for (int i = 0; i < table.columns().size(); i++) {
                size(getColumns().get(i), table, i);
            }
            getItems().setAll(rows);
            sort();
        } else {
            getColumns().clear();
            for (int i = 0; i < table.columns().size(); i++) {
                getColumns().add(column(table, i));
            }
            getItems().setAll(rows);
        }
        double height = ROW * Math.max(1, Math.min(mostRows, rows.size())) + HEADER;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private static TableColumn<List<String>, String> column(Table table, int index) {
        String title = table.heads().get(index);
        TableColumn<List<String>, String> column = new TableColumn<>(title);
        boolean words = words(table, index);
        size(column, table, index);
        column.setCellValueFactory(f -> new ReadOnlyStringWrapper(f.getValue().get(index)));
        column.setComparator(Comparator.comparingDouble(ResultTable::figure).thenComparing(Comparator.naturalOrder()));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? "" : item);
                getStyleClass().remove(BELOW_FLOOR);
                if (!empty && item.endsWith(Table.MARK)) {
                    getStyleClass().add(BELOW_FLOOR);
                }
                setAlignment(words ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            }
        });
        if (!words) {
            column.getStyleClass().add("number-column");
        }
        return column;
    }

    private static void size(TableColumn<?, ?> column, Table table, int index) {
        int letters = Math.max(
                table.heads().get(index).length(),
                table.cells().stream()
                        .mapToInt(r -> r.get(index).length())
                        .max()
                        .orElse(0));
        double width = Math.max(LEAST, LETTER * letters + PADDING);
        double kept = index == 0 && table.columns().size() <= MANY ? MOST_FIXED : LEAST;
        column.setMinWidth(words(table, index) ? Math.min(kept, width) : width);
        column.setPrefWidth(width);
    }

    /** Whether a column holds text: the first one does, and any whose cells all begin with a letter. */
    private static boolean words(Table table, int index) {
        return index == 0 || table.cells().stream().map(r -> r.get(index)).allMatch(c -> c.matches("\\p{L}.*"));
    }

    /** The number at the start of a cell; text sorts after all numbers. */
    private static double figure(String cell) {
        try {
            return Double.parseDouble(cell.replace(Table.MARK, "").split(" ")[0].replace('−', '-'));
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
