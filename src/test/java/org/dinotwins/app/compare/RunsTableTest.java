package org.dinotwins.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.dinotwins.app.shared.Background;
import org.dinotwins.app.shared.Session;
import org.dinotwins.experiment.TrainingService;
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
    @TempDir
    private static Path runs;
    private Session session;
    private RunsTable table;

    @Start
    void open(Stage stage) {
        session = new Session(new TrainingService(), new Background(Platform::runLater), runs);
        table = new RunsTable(new RunsViewModel(session));
        stage.setScene(new Scene(table, 1150, 200));
        stage.show();
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void columnsThatComeAfterTheFirstFrameHaveTheirWidths(FxRobot robot) {
        table.pieces().forEach(piece -> robot.interact(() -> {
            piece.run();
            table.applyCss();
            table.layout();
        }));

        assertThat(table.getColumns()).hasSize(10)
                .allSatisfy(column -> assertThat(column.getWidth()).isGreaterThan(0.9 * column.getPrefWidth()));
    }
}
