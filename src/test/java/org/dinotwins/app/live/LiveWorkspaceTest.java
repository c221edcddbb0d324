package org.dinotwins.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.chart.SampleSteps;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
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
        // On the FX thread: elsewhere a lookup can meet a list of windows that is changing.
        WaitForAsyncUtils.waitFor(
                60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(60), condition));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void begin(FxRobot robot) throws Exception {
        RunConfig weighted = ConfigJson.with(Presets.load("quick"), Map.of("objective.balancing", "FIXED"));
        WorkbenchState.Current run = new WorkbenchState.Current(Path.of("runs", "first"), weighted, feed, false);
        robot.interact(() -> workspace.model().watch(run));
        feed.onState(RunState.RUNNING, "Training");
        for (int step = 1; step <= 120; step++) {
            feed.onStep(SampleSteps.healthy(step));
        }
    }

    @Test
    void withoutARunTheWorkspaceSaysHowToStart(FxRobot robot) {
        assertThat(robot.lookup("Go to Set up").queryAs(Labeled.class).isVisible())
                .isTrue();
    }

    @Test
    void progressVerdictsAndAlarmsReachTheWindow(FxRobot robot) throws Exception {
        begin(robot);
        await(() -> text(robot, "#progress-step").startsWith("120 of "));

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
    void theMatrixShowsTheCellUnderThePointer(FxRobot robot) throws Exception {
        begin(robot);
        float[] values = new float[64 * 64];
        Arrays.fill(values, -0.25f);
        feed.onCorrelation(new CorrelationSnapshot(120, 64, values, 128, 2, 48, 0.7, 0.1));
        await(() -> text(robot, "#matrix-size").startsWith("48 / 128"));

        robot.moveTo("#matrix");
        await(() -> text(robot, "#matrix-under-pointer").contains("C ="));

        assertThat(text(robot, "#matrix-under-pointer")).contains("strongest").contains("−0.250");
    }

    @Test
    void slidersAndFieldsChangeTheirOwnSetting(FxRobot robot) throws Exception {
        begin(robot);
        await(() -> text(robot, "#progress-step").startsWith("120 of "));
        LiveSettingsViewModel settings = workspace.model().settings();
        robot.interact(() -> {
            robot.lookup("#field-dino").queryAs(TextField.class).setText("2.5");
            robot.lookup("#field-dino").queryAs(TextField.class).getOnAction().handle(new ActionEvent());
            robot.lookup("#field-barlow").queryAs(TextField.class).setText("0.75");
            robot.lookup("#field-barlow").queryAs(TextField.class).getOnAction().handle(new ActionEvent());
        });
        assertThat(settings.dinoWeightProperty().get()).isEqualTo(2.5);
        assertThat(settings.barlowWeightProperty().get()).isEqualTo(0.75);
        assertThat(robot.lookup("#slider-dino").queryAs(Slider.class).getValue())
                .isEqualTo(2.5);
        assertThat(robot.lookup("#slider-barlow").queryAs(Slider.class).getValue())
                .isEqualTo(0.75);
        robot.interact(() -> {
            Slider barlow = robot.lookup("#slider-barlow").queryAs(Slider.class);
            barlow.requestFocus();
            barlow.setValue(1.5);
        });
        assertThat(settings.barlowWeightProperty().get()).isEqualTo(1.5);
        assertThat(settings.dinoWeightProperty().get()).isEqualTo(2.5);
    }

    @Test
    void theWeightedLossesAreShownWithTheirWeights(FxRobot robot) throws Exception {
        begin(robot);
        await(() -> text(robot, "#progress-step").startsWith("120 of "));
        // DINO 4.6 with weight 1, Barlow Twins 10 with weight 0.5.
        assertThat(toggleTexts(robot, "#curve-dino-weighted")).containsExactly("DINO", "4.600");
        assertThat(toggleTexts(robot, "#curve-barlow-weighted")).containsExactly("Barlow Twins", "5.000");
        assertThat(toggleTexts(robot, "#curve-total")).containsExactly("Total", "9.600");
        robot.clickOn("#losses-unweighted");
        assertThat(toggleTexts(robot, "#curve-barlow")).containsExactly("Barlow Twins loss, unweighted", "10.00");
    }

    private static List<String> toggleTexts(FxRobot robot, String id) {
        return robot.from(robot.lookup(id).<Node>query()).lookup(".label").queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .toList();
    }
}
