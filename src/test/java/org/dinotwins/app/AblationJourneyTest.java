package org.dinotwins.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.dinotwins.ablation.Score;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Tests an ablation in the window: a preset, an invalid grid, start, cancel, resume, compare, report. */
@Tag("slow")
class AblationJourneyTest {
    private static final int SECONDS = 120;

    @TempDir
    Path home;

    private final WorkbenchWindow window = new WorkbenchWindow(SECONDS);
    private final FxRobot robot = window.robot;

    @BeforeEach
    void open() throws Exception {
        window.open(home, Map.of());
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void runsAnAblationFromPresetToReport() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        window.until(() -> robot.lookup("#page-ablations").tryQuery().isPresent());
        window.fire("#page-ablations");
        window.until(() -> window.text("#ablation-summary").contains("3 variants × 3 seeds = 9 runs on sample:2400."));
        window.fire("#ablation-preset-shares");
        window.until(() -> window.text("#ablation-summary").contains("7 variants"));
        assertThat(window.text("#ablation-folder"))
                .endsWith(Path.of("runs", "ablations", "shares").toString());
        assertThat(robot.lookup("Nothing compared yet").query().isVisible()).isTrue();

        String config = ConfigJson.write(TinyRun.config(TinyRun.images(home.resolve("images"))));
        window.type(
                "#ablation-grid",
                "{\"name\": \"tiny\", \"base\": " + config + ", "
                        + "\"axes\": [{\"setting\": \"train.batchsize\", "
                        + "\"values\": [6, 4]}], \"seeds\": [0, 1]}");
        window.until(() -> robot.lookup("#ablation-start").query().isDisabled());
        assertThat(window.text("#ablation-problem")).contains("did you mean train.batchSize?");
        window.type(
                "#ablation-grid",
                "{\"name\": \"tiny\", \"base\": " + config + ", "
                        + "\"axes\": [{\"setting\": \"train.batchSize\", "
                        + "\"values\": [6, 4]}], \"seeds\": [0, 1]}");
        window.until(() -> !robot.lookup("#ablation-start").query().isDisabled());

        window.fire("#ablation-start");
        window.until(() -> rows("#ablation-runs").stream().anyMatch(row -> row.contains("done")));
        assertThat(window.text("#ablation-progress")).contains(" of 4 runs finished");
        window.fire("#ablation-cancel");
        window.until(() -> robot.lookup("#ablation-start").query().isVisible());
        window.until(() -> window.text("#ablation-start").equals("Resume")
                && !robot.lookup("#ablation-start").query().isDisabled());
        assertThat(rows("#ablation-runs")).anyMatch(row -> row.contains("waiting") || row.contains("stopped"));

        window.fire("#ablation-start");
        window.until(() -> window.text("#ablation-problem").equals("All runs are done."));
        assertThat(window.text("#ablation-so-far")).isEqualTo("4 of 4 runs finished");
        assertThat(rows("#ablation-means"))
                .extracting(row -> row.get(0))
                .containsExactly("6", "4", "untrained", "best floor");
        assertThat(rows("#ablation-pairs"))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith("4", "2"));
        assertThat(robot.lookup("#ablation-chart .canvas").tryQuery().isPresent()
                        || !robot.lookup("#ablation-chart")
                                .<javafx.scene.layout.Pane>query()
                                .getChildren()
                                .isEmpty())
                .isTrue();

        robot.interact(
                () -> robot.lookup("#ablation-score").<ComboBox<Score>>query().setValue(Score.JACCARD));
        robot.interact(() -> {
            ComboBox<String> box = robot.lookup("#ablation-baseline").query();
            box.setValue("4");
        });
        window.until(() ->
                rows("#ablation-pairs").stream().anyMatch(row -> row.get(0).equals("6")));

        window.fire("#ablation-report");
        window.until(() -> Files.exists(home.resolve("runs/ablations/tiny/variants.tex")));
        assertThat(home.resolve("runs/ablations/tiny/report.html")).content().contains("4 of 4 runs done");

        robot.interact(() -> robot.lookup("#ablation-runs")
                .<TableView<?>>query()
                .getSelectionModel()
                .select(1));
        window.fire("#ablation-inspect");
        window.until(() -> robot.lookup("#head-head-2").tryQuery().isPresent());
        assertThat(robot.lookup("#page-ablations")
                        .<ToggleButton>tryQuery()
                        .map(Node::isVisible)
                        .orElse(true))
                .isTrue();
    }

    private List<List<String>> rows(String id) {
        return robot.lookup(id)
                .<TableView<List<String>>>tryQuery()
                .map(t -> List.copyOf(t.getItems()))
                .orElse(List.of());
    }
}
