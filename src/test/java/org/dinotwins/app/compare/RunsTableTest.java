package org.dinotwins.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.dinotwins.app.shared.Room;
import org.dinotwins.app.shared.Session;
import org.dinotwins.app.shared.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The list of runs as it stands in the window. */
@ExtendWith(ApplicationExtension.class)
class RunsTableTest {
    private static final double WIDE = 1150;
    /** What a window of 1024 pixels leaves it. */
    private static final double NARROW = 900;

    @TempDir
    private static Path runs;
    private Session session;
    private RunsTable table;

    @Start
    void open(Stage stage) {
        session = Room.session(runs);
        table = new RunsTable(new RunsViewModel(session));
        Theme.loadFonts();
        Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
        // Of the size that a test gives it, whatever size an earlier one left the window in.
        table.setManaged(false);
        Scene scene = new Scene(new Pane(table), WIDE, 200);
        scene.getStylesheets().setAll(Theme.DARK.styleSheets());
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        Application.setUserAgentStylesheet(null);
        session.close();
    }

    @Test
    void columnsThatComeAfterTheFirstFrameHaveTheirWidths(FxRobot robot) {
        fill(robot, WIDE);

        assertThat(table.getVisibleLeafColumns()).hasSize(10)
                .allSatisfy(column -> assertThat(column.getWidth()).isGreaterThan(0.9 * column.getPrefWidth()));
    }

    private void fill(FxRobot robot, double width) {
        table.pieces().forEach(piece -> robot.interact(() -> {
            table.resize(width, 200);
            piece.run();
            table.applyCss();
            table.layout();
        }));
    }

    @Test
    void headingsCanBeReadInTheLeastWindowAlsoWhenTheTableIsSortedByThem(FxRobot robot) {
        fill(robot, NARROW);

        assertThat(table.getVisibleLeafColumns()).extracting(TableColumn::getText).hasSize(9).doesNotContain("Device");
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
        assertThat(table.getVisibleLeafColumns()).as("with more room the device is back").hasSize(10);
    }
}
