package org.dinotwins.app.shared.form;

import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.dinotwins.measure.Sheet;

/** Shows a {@link Sheet}: sortable by every column, as high as its rows up to a limit. */
public final class SheetTable extends TableView<List<String>> {
    private static final double ROW = 32;
    private static final double HEADER = 42;
    private static final double LETTER = 7.5;
    private static final double PADDING = 28;
    private static final double LEAST = 64;
    /** Width up to which the first column is never clipped, unless there are many others. */
    private static final double MOST_FIXED = 200;
    private static final int MANY = 6;

    private final int mostRows;

    /** @param mostRows visible rows before it scrolls */
    public SheetTable(String id, int mostRows) {
        this.mostRows = mostRows;
        setId(id);
        getStyleClass().addAll("runs-table", "sheet-table");
        setFixedCellSize(ROW);
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    public void show(Sheet sheet) {
        boolean fits = getItems().size() == sheet.rows().size();
        if (fits && getColumns().stream().map(TableColumn::getText).toList().equals(sheet.columns())) {
            for (int i = 0; i < sheet.columns().size(); i++) {
                size(getColumns().get(i), sheet, i);
            }
            getItems().setAll(sheet.rows());
            sort();
        } else {
            getColumns().clear();
            for (int i = 0; i < sheet.columns().size(); i++) {
                getColumns().add(column(sheet, i));
            }
            getItems().setAll(sheet.rows());
        }
        double height = ROW * Math.max(1, Math.min(mostRows, sheet.rows().size())) + HEADER;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private static TableColumn<List<String>, String> column(Sheet sheet, int index) {
        String title = sheet.columns().get(index);
        TableColumn<List<String>, String> column = new TableColumn<>(title);
        boolean words = words(sheet, index);
        size(column, sheet, index);
        column.setCellValueFactory(f -> new ReadOnlyStringWrapper(f.getValue().get(index)));
        column.setComparator(Comparator.comparingDouble(SheetTable::figure).thenComparing(Comparator.naturalOrder()));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? "" : item);
                setAlignment(words ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            }
        });
        if (!words) {
            column.getStyleClass().add("number-column");
        }
        return column;
    }

    private static void size(TableColumn<?, ?> column, Sheet sheet, int index) {
        int letters = Math.max(sheet.columns().get(index).length(),
                sheet.rows().stream().mapToInt(r -> r.get(index).length()).max().orElse(0));
        double width = Math.max(LEAST, LETTER * letters + PADDING);
        double kept = index == 0 && sheet.columns().size() <= MANY ? MOST_FIXED : LEAST;
        column.setMinWidth(words(sheet, index) ? Math.min(kept, width) : width);
        column.setPrefWidth(width);
    }

    /** The first column, and any other that holds letters alone; these may be shortened. */
    private static boolean words(Sheet sheet, int index) {
        return index == 0 || sheet.rows().stream().map(r -> r.get(index)).allMatch(c -> c.matches("\\p{L}.*"));
    }

    /** The number that a cell begins with; words sort behind all numbers. */
    private static double figure(String cell) {
        try {
            return Double.parseDouble(cell.split(" ")[0].replace('−', '-'));
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
