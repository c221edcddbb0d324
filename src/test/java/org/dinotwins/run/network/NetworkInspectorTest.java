package org.dinotwins.run.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.eval.representation.PatchPca;
import org.dinotwins.measure.Evaluator;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.dinotwins.run.evaluation.Evaluation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inspects and evaluates a run of a tiny network from its folder. */
class NetworkInspectorTest {
    @TempDir
    private static Path home;

    private static RunFolder run;
    private static Pixels picture;

    @BeforeAll
    static void train() throws Exception {
        Path images = TinyRun.images(home.resolve("images"));
        try (TrainingService service = new TrainingService()) {
            service.start(TinyRun.config(images), home.resolve("run"), 4, false, new TrainingService.Listener() {});
            service.await();
        }
        run = RunFolder.open(home.resolve("run"));
        picture = ImageFiles.read(run.config().data().open().validation().get(0).file());
    }

    @Test
    void opensTheCheckpointAndTheNetworkBeforeTraining() throws Exception {
        Path checkpoint = run.checkpoints().get(run.checkpoints().size() - 1).file();
        try (NetworkInspector trained = NetworkInspector.open(run, Optional.of(checkpoint));
                NetworkInspector random = NetworkInspector.open(run, Optional.empty())) {
            int side = trained.longSide(picture.width(), picture.height());
            PatchGrid grid = trained.grid(picture.width(), picture.height(), side);

            AttentionMap cls = trained.attention(picture, side, trained.depth() - 1, FrozenBackbone.CLS);

            assertThat(side).isEqualTo(40);
            assertThat(cls.grid()).isEqualTo(grid).isEqualTo(new PatchGrid(10, 10));
            assertThat(cls.heads()).hasDimensions(trained.heads(), 100);
            assertThat(trained.attention(picture, side, 0, 3).heads()[0])
                    .isNotEqualTo(trained.attention(picture, side, 0, 4).heads()[0]);
            assertThat(random.attention(picture, side, 1, FrozenBackbone.CLS).heads()[0])
                    .isNotEqualTo(cls.heads()[0]);
        }
    }

    @Test
    void onePassAnswersEveryQuery() throws Exception {
        Path checkpoint = run.checkpoints().get(run.checkpoints().size() - 1).file();
        Pixels other =
                ImageFiles.read(run.config().data().open().validation().get(1).file());
        try (NetworkInspector trained = NetworkInspector.open(run, Optional.of(checkpoint));
                PicturePass pass = trained.pass(picture, 60, Progress.NONE);
                PicturePass second = trained.pass(other, 40, Progress.NONE)) {
            int patches = pass.grid().size();

            assertThat(pass.grid()).isEqualTo(trained.grid(picture.width(), picture.height(), 60));
            assertThat(pass.attention(1, 7).heads()[1])
                    .containsExactly(trained.attention(picture, 60, 1, 7).heads()[1], within(1e-6f));
            assertThat(pass.rollout(7, Fusion.MEAN)).hasSize(patches);
            assertThat(pass.similarity(7)[7]).isEqualTo(1, within(1e-6f));
            assertThat(pass.similarity(7, second)).hasSize(100);
            PatchPca space = pass.pca();
            assertThat(pass.colours(space)).hasSize(patches);
            boolean[] foreground = pass.foreground(space);
            assertThat(foreground).contains(true).contains(false);
            assertThat(second.colours(pass.pca(foreground))).hasSize(100);
            assertThat(pass.pca(new boolean[patches]).mean()).isEqualTo(space.mean());

            pass.close();
            assertThatThrownBy(() -> pass.attention(0, 0)).isInstanceOf(WorkbenchException.class);
            assertThatThrownBy(() -> trained.pass(picture, 1025, Progress.NONE)).hasMessageContaining("1025");
        }
    }

    @Test
    void aPassCanBeCancelled() throws Exception {
        Progress cancelled = new Progress() {
            @Override
            public void at(double share, String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        try (NetworkInspector random = NetworkInspector.open(run, Optional.empty())) {
            assertThatThrownBy(() -> random.pass(picture, 40, cancelled)).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void closedOrBrokenNetworksAreReported() throws Exception {
        NetworkInspector inspector = NetworkInspector.open(run, Optional.empty());
        inspector.close();
        Path broken = Files.writeString(home.resolve("broken.safetensors"), "no checkpoint at all");

        assertThatThrownBy(() -> inspector.attention(picture, 40, 0, 0))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> NetworkInspector.open(run, Optional.of(broken)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("broken.safetensors");
        assertThatThrownBy(() -> NetworkInspector.open(run, Optional.of(home.resolve("gone.safetensors"))))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("gone.safetensors");
    }

    @Test
    void theEvaluationIsSavedInTheFolder() throws Exception {
        Evaluation evaluation = Evaluator.evaluate(run, Progress.NONE);

        assertThat(evaluation.measured().step()).isEqualTo(4);
        assertThat(evaluation.measured().validation_pictures()).isEqualTo(6);
        assertThat(evaluation.majority().top1()).isEqualTo(0.5);
        assertThat(RunFolder.open(run.path()).evaluation()).contains(evaluation);
    }
}
