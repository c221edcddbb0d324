package org.dinotwins.app.runs;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of runs, sortable by every column; several may be selected. */
final class RunsTable extends TableView<RunRow> {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    /** Width in pixels that fits all columns; in a narrower table only the tooltip shows the device. */
    private static final double ROOM_FOR_ALL = 1040;
    /** Width of a bold heading letter and of the sort arrow, in pixels. */
    private static final double LETTER = 9;

    private static final double ARROW = 32;

    private final RunsViewModel model;
    private boolean following;

    RunsTable(RunsViewModel model) {
        this.model = model;
        setId("runs");
        getStyleClass().add("runs-table");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    }

    /** The steps that build the table; its headers take as long as the rest of the workspace. */
    List<Runnable> buildSteps() {
        return List.of(this::addNames, this::addFigures, this::listen);
    }

    private void addNames() {
        column("Run", 210, RunRow::name, Object::toString, false).setCellFactory(c -> new NameCell());
        getColumns().add(state());
        column("Started", 140, row -> row.summary().started(), t -> started(t.toString()), false)
                .setMinWidth(140);
        TableColumn<RunRow, Object> device =
                column("Device", 120, row -> row.summary().device(), Object::toString, false);
        widthProperty().addListener((of, old, is) -> device.setVisible(is.doubleValue() >= ROOM_FOR_ALL));
        device.setVisible(getWidth() >= ROOM_FOR_ALL);
    }

    private void addFigures() {
        column("Steps", 84, row -> row.summary().lastStep(), n -> String.format(Locale.ROOT, "%,d", (Long) n), true);
        column("Total", 76, row -> row.last(Metric.TOTAL), v -> figure((Double) v), true);
        column("DINO", 76, row -> row.last(Metric.DINO), v -> figure((Double) v), true);
        column("Barlow", 76, row -> row.last(Metric.BARLOW), v -> figure((Double) v), true);
        column("kNN", 68, RunRow::knn, v -> share((Double) v), true);
        column("Jaccard", 88, RunRow::jaccard, v -> share((Double) v), true);
    }

    private void listen() {
        // Set last: under this policy an added column takes width from its neighbours.
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        model.rowsProperty().addListener((of, old, is) -> fill(is));
        fill(model.rowsProperty().get());
        getSelectionModel().getSelectedIndices().addListener((ListChangeListener<Integer>) change -> {
            if (!following) {
                updateTooltip();
            }
        });
        setOnMouseClicked(e -> {
            if (e.getClickCount() == 2 && getSelectionModel().getSelectedItem() != null) {
                model.inspect(getSelectionModel().getSelectedItem());
            }
        });
    }

    private void fill(List<RunRow> rows) {
        List<Path> kept =
                model.selectedProperty().get().stream().map(RunRow::folder).toList();
        following = true;
        getItems().setAll(rows);
        sort();
        getSelectionModel().clearSelection();
        for (int i = 0; i < getItems().size(); i++) {
            if (kept.contains(getItems().get(i).folder())) {
                getSelectionModel().select(i);
            }
        }
        if (getSelectionModel().isEmpty() && !getItems().isEmpty()) {
            getSelectionModel().select(0);
        }
        following = false;
        updateTooltip();
    }

    private void updateTooltip() {
        model.selectedProperty()
                .set(getSelectionModel().getSelectedIndices().stream()
                        .filter(i -> i >= 0 && i < getItems().size())
                        .map(getItems()::get)
                        .toList());
    }

    private TableColumn<RunRow, Object> column(
            String title,
            double width,
            Function<RunRow, Object> value,
            Function<Object, String> words,
            boolean number) {
        TableColumn<RunRow, Object> column = new TableColumn<>(title);
        double heading = title.length() * LETTER + ARROW;
        column.setMinWidth(heading);
        column.setPrefWidth(Math.max(width, heading));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(value.apply(f.getValue())));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(Object item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? "" : words.apply(item));
                setAlignment(number ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            }
        });
        if (number) {
            column.getStyleClass().add("number-column");
        }
        getColumns().add(column);
        return column;
    }

    /** A run's name; its tooltip shows the full name and the hidden columns. */
    private static final class NameCell extends TableCell<RunRow, Object> {
        NameCell() {
            // Names in a series differ at the end.
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(Object item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : item.toString());
            RunRow row = empty ? null : getTableRow().getItem();
            setGraphic(row == null || row.faults().isEmpty() ? null : new FontIcon("fth-alert-triangle"));
            setTooltip(row == null ? null : new Tooltip(details(row)));
        }

        private static String details(RunRow row) {
            return Stream.concat(Stream.of(row.name(), row.summary().device()), row.faults().stream())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("\n"));
        }
    }

    private TableColumn<RunRow, Object> state() {
        TableColumn<RunRow, Object> column = new TableColumn<>("State");
        column.setMinWidth(92);
        column.setPrefWidth(96);
        column.setCellValueFactory(
                f -> new ReadOnlyObjectWrapper<>(f.getValue().summary().state()));
        column.setCellFactory(c -> new TableCell<>() {
            private final Circle dot = new Circle(4);

            @Override
            protected void updateItem(Object item, boolean empty) {
                super.updateItem(item, empty);
                boolean none = empty || item == null;
                setGraphic(none ? null : dot);
                setText(
                        none
                                ? ""
                                : item.toString().charAt(0)
                                        + item.toString().substring(1).toLowerCase(Locale.ROOT));
                dot.getStyleClass()
                        .setAll("state-dot", none ? "" : item.toString().toLowerCase(Locale.ROOT));
            }
        });
        return column;
    }

    private static String started(String instant) {
        try {
            return STARTED.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    static String figure(double value) {
        return Double.isNaN(value)
                ? "–"
                : Math.abs(value) >= 1000
                        ? String.format(Locale.ROOT, "%.0f", value)
                        : String.format(Locale.ROOT, "%.3f", value);
    }

    static String share(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }
}
