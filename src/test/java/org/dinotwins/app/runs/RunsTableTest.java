package org.dinotwins.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumn;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The list of runs in a window. */
@ExtendWith(ApplicationExtension.class)
class RunsTableTest {
    private static final double WIDE = 1150;
    /** Width of the table in a window of 1024 pixels. */
    private static final double NARROW = 900;

    @TempDir
    private static Path runs;

    private WorkbenchState workbench;
    private RunsTable table;

    @Start
    void open(Stage stage) {
        workbench = WorkspaceWindow.session(runs);
        table = new RunsTable(new RunsViewModel(workbench));
        WorkspaceWindow.openPiece(stage, table, WIDE, 200);
    }

    @AfterEach
    void close() {
        WorkspaceWindow.closePiece();
        workbench.close();
    }

    @Test
    void columnsAddedAfterTheFirstFrameHaveTheirWidths(FxRobot robot) {
        fill(robot, WIDE);

        assertThat(table.getVisibleLeafColumns())
                .hasSize(10)
                .allSatisfy(column -> assertThat(column.getWidth()).isGreaterThan(0.9 * column.getPrefWidth()));
    }

    private void fill(FxRobot robot, double width) {
        table.buildSteps()
                .forEach(piece -> robot.interact(() -> {
                    table.resize(width, 200);
                    piece.run();
                    table.applyCss();
                    table.layout();
                }));
    }

    @Test
    void headingsAreReadableInTheSmallestWindowEvenWhenSorted(FxRobot robot) {
        fill(robot, NARROW);

        assertThat(table.getVisibleLeafColumns())
                .extracting(TableColumn::getText)
                .hasSize(9)
                .doesNotContain("Device");
        for (TableColumn<RunRow, ?> column : table.getVisibleLeafColumns()) {
            robot.interact(() -> {
                table.getSortOrder().setAll(List.of(column));
                table.applyCss();
                table.layout();
            });
            assertThat(table.lookupAll(".column-header > .label")).hasSize(9).allSatisfy(node -> {
                Labeled label = (Labeled) node;
                assertThat(((Text) label.lookup(".text")).getText()).isEqualTo(label.getText());
            });
        }
        robot.interact(() -> {
            table.resize(WIDE, 200);
            table.layout();
        });
        assertThat(table.getVisibleLeafColumns())
                .as("a wider table shows the device again")
                .hasSize(10);
    }
}
