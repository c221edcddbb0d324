package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.config.Presets;
import org.dinotwins.run.RunState;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class LiveWorkspaceTest {
    private final RunFeed feed = new RunFeed();
    private WorkbenchState session;
    private LiveWorkspace workspace;

    @Start
    void open(Stage stage) throws Exception {
        session = WorkspaceWindow.session(Path.of("runs"));
        workspace = new LiveWorkspace(session);
        WorkspaceWindow.open(stage, workspace, 1190, 636);
    }

    @AfterEach
    void close() {
        WorkspaceWindow.close(workspace, session);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void begin(FxRobot robot) throws Exception {
        WorkbenchState.Current run = new WorkbenchState.Current(Path.of("runs", "first"), Presets.load("quick"), feed, false);
        robot.interact(() -> workspace.model().watch(run));
        feed.onState(RunState.RUNNING, "Training");
        for (int step = 1; step <= 120; step++) {
            feed.onStep(Steps.healthy(step));
        }
    }

    @Test
    void withoutARunTheRoomSaysHowToBegin(FxRobot robot) {
        assertThat(robot.lookup("Go to Set up").queryAs(Labeled.class).isVisible()).isTrue();
    }

    @Test
    void figuresVerdictsAndAlarmsReachTheWindow(FxRobot robot) throws Exception {
        begin(robot);
        await(() -> text(robot, "#figure-step").startsWith("120 of "));

        assertThat(text(robot, "#sentence-rank-me")).startsWith("Healthy: ");
        assertThat(text(robot, "#weights-in-force")).contains("α 2");
        assertThat(robot.lookup("#alarm").query().isVisible()).isFalse();

        feed.onAlarm(new Alarm(Alarm.Kind.EMBEDDING_COLLAPSE, 120, "All alike.", "Try more weight."));
        await(() -> robot.lookup("#alarm").query().isVisible());
        assertThat(text(robot, "#alarm-text")).isEqualTo("All alike. Try more weight.");

        robot.clickOn("#alarm-dismiss");
        assertThat(robot.lookup("#alarm").query().isVisible()).isFalse();
        assertThat(text(robot, "#notices")).isEqualTo("1 alarm");
    }

    @Test
    void theMatrixTellsWhatIsUnderThePointer(FxRobot robot) throws Exception {
        begin(robot);
        float[] values = new float[64 * 64];
        Arrays.fill(values, -0.25f);
        feed.onCorrelation(new CorrelationSnapshot(120, 64, values, 128, 2, 48, 0.7, 0.1));
        await(() -> text(robot, "#matrix-size").startsWith("48 / 128"));

        robot.moveTo("#matrix");
        await(() -> text(robot, "#matrix-under-pointer").contains("C ="));

        assertThat(text(robot, "#matrix-under-pointer")).contains("strongest").contains("−0.250");
    }
}
