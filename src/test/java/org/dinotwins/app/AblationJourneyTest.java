package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.dinotwins.experiment.ConfigJson;
import org.dinotwins.experiment.TinyRun;
import org.dinotwins.experiment.UserState;
import org.dinotwins.experiment.ablation.Score;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A user's way through an ablation: a preset, a mistake, start, cancel, go on, compare, report. */
class AblationJourneyTest {
    private static final int SECONDS = 120;

    @TempDir
    Path home;

    private final FxRobot robot = new FxRobot();
    private WorkbenchApp app;

    @BeforeEach
    void open() throws Exception {
        System.setProperty(UserState.FILE, home.resolve("window.json").toString());
        UserState state = UserState.load();
        state.put("runsFolder", home.resolve("runs").toString());
        state.save();
        FxToolkit.registerPrimaryStage();
        app = (WorkbenchApp) FxToolkit.setupApplication(WorkbenchApp.class);
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.cleanupApplication(app);
        FxToolkit.hideStage();
        System.clearProperty(UserState.FILE);
    }

    @Test
    void fromAQuestionToItsReport() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        until(() -> robot.lookup("#page-ablations").tryQuery().isPresent());
        fire("#page-ablations");
        until(() -> text("#ablation-summary").contains("3 variants × 3 seeds = 9 runs on sample-data."));
        fire("#ablation-preset-weights");
        until(() -> text("#ablation-summary").contains("7 variants"));
        assertThat(text("#ablation-folder")).endsWith(Path.of("runs", "ablations", "weights").toString());
        assertThat(robot.lookup("Nothing compared yet").query().isVisible()).isTrue();

        String config = ConfigJson.write(TinyRun.config(TinyRun.images(home.resolve("images"))));
        type("{\"name\": \"tiny\", \"base\": " + config + ", \"axes\": [{\"setting\": \"train.batchsize\", "
                + "\"values\": [6, 4]}], \"seeds\": [0, 1]}");
        until(() -> robot.lookup("#ablation-start").query().isDisabled());
        assertThat(text("#ablation-problem")).contains("train.batchSize is meant");
        type("{\"name\": \"tiny\", \"base\": " + config + ", \"axes\": [{\"setting\": \"train.batchSize\", "
                + "\"values\": [6, 4]}], \"seeds\": [0, 1]}");
        until(() -> !robot.lookup("#ablation-start").query().isDisabled());

        fire("#ablation-start");
        until(() -> rows("#ablation-runs").stream().anyMatch(row -> row.contains("done")));
        assertThat(text("#ablation-progress")).contains(" of 4 runs over");
        fire("#ablation-cancel");
        until(() -> robot.lookup("#ablation-start").query().isVisible());
        until(() -> text("#ablation-start").equals("Go on") && !robot.lookup("#ablation-start").query().isDisabled());
        assertThat(rows("#ablation-runs")).anyMatch(row -> row.contains("waiting") || row.contains("half done"));

        fire("#ablation-start");
        until(() -> text("#ablation-problem").equals("All runs are done."));
        assertThat(text("#ablation-so-far")).isEqualTo("4 of 4 runs over");
        assertThat(rows("#ablation-means")).extracting(row -> row.get(0)).containsExactly("6", "4", "untrained", "guess");
        assertThat(rows("#ablation-pairs")).singleElement().satisfies(row -> assertThat(row).startsWith("4", "2"));
        assertThat(robot.lookup("#ablation-chart .canvas").tryQuery().isPresent()
                || !robot.lookup("#ablation-chart").<javafx.scene.layout.Pane>query().getChildren().isEmpty()).isTrue();

        robot.interact(() -> robot.lookup("#ablation-score").<ComboBox<Score>>query().setValue(Score.JACCARD));
        robot.interact(() -> {
            ComboBox<String> box = robot.lookup("#ablation-baseline").query();
            box.setValue("4");
        });
        until(() -> rows("#ablation-pairs").stream().anyMatch(row -> row.get(0).equals("6")));

        fire("#ablation-report");
        until(() -> Files.exists(home.resolve("runs/ablations/tiny/variants.tex")));
        assertThat(home.resolve("runs/ablations/tiny/report.html")).content().contains("4 of 4 runs done");

        robot.interact(() -> robot.lookup("#ablation-runs").<TableView<?>>query().getSelectionModel().select(1));
        fire("#ablation-inspect");
        until(() -> robot.lookup("#head-head-2").tryQuery().isPresent());
        assertThat(robot.lookup("#page-ablations").<ToggleButton>tryQuery().map(Node::isVisible).orElse(true)).isTrue();
    }

    private List<List<String>> rows(String id) {
        return robot.lookup(id).<TableView<List<String>>>tryQuery().map(t -> List.copyOf(t.getItems())).orElse(List.of());
    }

    private void fire(String id) {
        robot.interact(() -> ((ButtonBase) robot.lookup(id).query()).fire());
    }

    private void type(String json) {
        robot.interact(() -> ((TextInputControl) robot.lookup("#ablation-grid").query()).setText(json));
    }

    private String text(String id) {
        return ((Labeled) robot.lookup(id).query()).getText();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, condition::holds);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
