package org.dinotwins.app.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Axis;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** The edited grid and its folder. */
class AblationsViewModelTest {
    @TempDir
    private Path home;

    private WorkbenchState workbench;
    private AblationsViewModel model;

    @BeforeEach
    void open() {
        workbench = new WorkbenchState(new TrainingService(), new Background(Runnable::run), home);
        model = new AblationsViewModel(workbench);
    }

    @AfterEach
    void close() {
        workbench.close();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    }

    @Test
    void aSettingIsAddedWithItsCurrentValue() throws Exception {
        until(() -> model.summaryProperty().get().contains("= 9 runs"));
        model.vary("train.batchSize");
        until(() -> model.summaryProperty().get().contains("3 variants × 3 seeds"));
        Axis added = GridJson.parse(model.textProperty().get()).axes().get(1);
        assertThat(added.name()).isEqualTo("Batch size");
        assertThat(added.levels())
                .singleElement()
                .satisfies(l -> assertThat(l.label()).isEqualTo("48"));
        model.textProperty().set("no grid");
        until(() -> model.problemProperty().get().contains("not valid JSON"));
        assertThat(model.summaryProperty().get()).isEmpty();
        model.vary("train.batchSize");
        assertThat(model.faultProperty().get()).contains("not valid JSON");
    }

    @Test
    void aFolderWithADifferentAblationIsReportedAndCanBeOpened() throws Exception {
        Path place = home.resolve("ablations/methods");
        AblationFolder.create(place, GridPresets.load("methods").withSeeds(List.of(5L)));
        model.check();
        until(() -> model.takenProperty().get());
        assertThat(model.problemProperty().get()).contains("different ablation");
        assertThat(model.resultsProperty().get()).isNull();

        model.choose(place);

        until(() -> model.startedProperty().get());
        assertThat(model.summaryProperty().get()).contains("3 variants × 1 seed = 3 runs");
        assertThat(model.problemProperty().get()).isEmpty();
        assertThat(model.baselineVariant().orElseThrow().name()).isEqualTo("DINO");
        assertThat(model.resultsProperty().get().runs()).hasSize(3);
    }
}
