package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.WeightsOrigin;
import org.dinotwins.app.inspect.state.CheckpointFilm;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PaneViewModel;
import org.dinotwins.data.layout.ImageSets;
import org.dinotwins.train.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several networks side by side, and the checkpoints of a run as a film. */
class PanesAndFilmTest {
    @RegisterExtension
    private final InspectFixture fixture = new InspectFixture(10, 20, 30, 40, 50);

    private final InspectViewModel model = fixture.model;

    @Test
    void secondPaneShowsTheSamePositionBeforeTraining() throws InterruptedException {
        model.sharedView().queryProperty().set(new Query.At(0.9, 0.9));
        fixture.settle();
        model.panes().add();
        fixture.settle();
        PaneViewModel second = model.panes().list().get(1);
        assertThat(model.panes().activeProperty().get()).isSameAs(second);
        assertThat(second.network().title()).isEqualTo("a · before training");
        assertThat(model.panes().first().network().title()).isEqualTo("a · step 50");
        assertThat(second.maskedAttentionProperty().get().output().request().query())
                .isEqualTo(63);
        second.runProperty().set(FakeInspectSources.OTHER);
        fixture.settle();
        assertThat(second.maskedAttentionProperty().get().output().grid().size())
                .as("patches of 16 pixels")
                .isEqualTo(16);
        assertThat(second.maskedAttentionProperty().get().output().request().query())
                .as("the same position")
                .isEqualTo(15);
        assertThat(model.panes()
                        .first()
                        .maskedAttentionProperty()
                        .get()
                        .output()
                        .grid()
                        .size())
                .isEqualTo(64);
        model.pictures().move(1);
        fixture.settle();
        assertThat(model.panes().list())
                .allSatisfy(pane -> assertThat(pane.maskedAttentionProperty()
                                .get()
                                .output()
                                .request()
                                .picture()
                                .id())
                        .isEqualTo(1));
    }

    @Test
    void atMostFourPanesAndTheFirstCannotBeClosed() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            model.panes().add();
        }
        fixture.settle();
        assertThat(model.panes().list()).hasSize(4);
        model.panes().close(model.panes().first());
        assertThat(model.panes().list()).hasSize(4);
        PaneViewModel closed = model.panes().list().get(2);
        model.panes().close(closed);
        model.panes().close(model.panes().list().get(2));
        assertThat(model.panes().list()).hasSize(2);
        assertThat(model.panes().activeProperty().get())
                .isSameAs(model.panes().list().get(1));
        int requests = fixture.sources.requests.size();
        model.pictures().move(1);
        fixture.settle();
        assertThat(fixture.sources.requests).as("closed panes request nothing").hasSizeLessThanOrEqualTo(requests + 2);
        assertThat(closed.maskedAttentionProperty().get()).isNull();
    }

    @Test
    void unreadableRunShowsAnErrorOnlyInItsPane() throws InterruptedException {
        model.panes().add();
        model.panes().activeProperty().get().runProperty().set(Path.of("/runs/gone"));
        fixture.settle();
        assertThat(model.panes().list().get(1).openErrorProperty().get()).contains("There is no run in /runs/gone");
        assertThat(model.noticeProperty().get()).isNull();
        assertThat(model.panes().first().maskedAttentionProperty().get()).isNotNull();
    }

    @Test
    void filmShowsTheHistoryAndFramesComputedAheadNeedNoPass() throws InterruptedException {
        CheckpointFilm film = model.film();
        assertThat(film.lengthProperty().get()).isEqualTo(6);
        assertThat(film.frameProperty().get()).isEqualTo(5);
        film.show(0);
        fixture.settle();
        fixture.until(() -> film.readyProperty().get() == 1);
        assertThat(fixture.sources.requests).hasSize(6);
        assertThat(model.panes().activeProperty().get().network().title()).isEqualTo("a · before training");
        for (int frame = 5; frame >= 0; frame--) {
            film.show(frame);
            fixture.settle();
            Optional<Path> file = frame == 0 ? Optional.empty() : Optional.of(Path.of("/" + frame * 10));
            assertThat(model.panes()
                            .maskedAttentionProperty()
                            .getValue()
                            .output()
                            .request()
                            .origin())
                    .isInstanceOfSatisfying(
                            WeightsOrigin.OfRun.class,
                            o -> assertThat(o.checkpoint()).isEqualTo(file));
        }
        assertThat(fixture.sources.requests).hasSize(6);
    }

    @Test
    void framesOfAPictureWithRunLengthsAreComputedOnce(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("annotations"));
        Files.createDirectories(root.resolve("images"));
        ImageIO.write(
                new BufferedImage(FakeInspectSources.SIDE, FakeInspectSources.SIDE, BufferedImage.TYPE_INT_RGB),
                "png",
                root.resolve("images/crowd.png").toFile());
        Files.writeString(root.resolve("annotations/instances_val.json"), """
                {"images": [{"id": 1, "file_name": "crowd.png", "width": 32, "height": 32}],
                 "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 16, 32], "area": 512,
                  "iscrowd": 1, "segmentation": {"size": [32, 32], "counts": [0, 512, 512]}}],
                 "categories": [{"id": 1, "name": "people"}]}""");
        try (InspectFixture crowded = new InspectFixture(10, 20, 30)) {
            crowded.sources.set = Optional.of(ImageSets.open(root));
            crowded.model.runProperty().set(FakeInspectSources.RUN);
            crowded.settle();
            CheckpointFilm film = crowded.model.film();
            film.show(0);
            crowded.settle();
            crowded.until(() -> film.readyProperty().get() == 1);
            for (int frame = 0; frame < 4; frame++) {
                film.show(frame);
                crowded.settle();
            }
            assertThat(crowded.sources.requests)
                    .as("one forward pass per frame")
                    .hasSize(4);
        }
    }

    @Test
    void computingAheadKeepsTheOpenNetworks() throws InterruptedException {
        model.film().show(4);
        fixture.settle();
        fixture.until(() -> model.film().readyProperty().get() == 1);
        assertThat(fixture.sources.closed)
                .doesNotContain(Optional.of(Path.of("/50")), Optional.of(Path.of("/40")))
                .contains(Optional.of(Path.of("/10")), Optional.empty());
    }

    @Test
    void playingWaitsForEachFrameAndEndsAtTheLast() throws InterruptedException {
        CheckpointFilm film = model.film();
        film.playingProperty().set(true);
        assertThat(film.frameProperty().get()).as("from the start again").isZero();
        film.tick();
        assertThat(film.frameProperty().get())
                .as("not before the first frame was shown")
                .isZero();
        fixture.settle();
        for (int frame = 1; frame <= 5; frame++) {
            film.tick();
            assertThat(film.frameProperty().get()).isEqualTo(frame);
            fixture.settle();
        }
        film.tick();
        assertThat(film.playingProperty().get()).isFalse();
        assertThat(film.frameProperty().get()).isEqualTo(5);
    }

    @Test
    void otherRunsMoveToTheSameStepButOtherStatesOfTheSameRunDoNot() throws InterruptedException {
        model.panes().add();
        model.panes().add();
        PaneViewModel before = model.panes().list().get(1);
        PaneViewModel other = model.panes().list().get(2);
        other.runProperty().set(FakeInspectSources.OTHER);
        fixture.settle();
        model.panes().activeProperty().set(model.panes().first());
        model.film().show(2);
        fixture.settle();
        assertThat(other.network().title()).isEqualTo("b · step 20");
        assertThat(before.network().title()).isEqualTo("a · before training");
        model.film().togetherProperty().set(false);
        model.film().show(3);
        assertThat(other.network().title()).isEqualTo("b · step 20");
    }

    @Test
    void filmOfAnotherRunStartsAtItsOwnState() throws InterruptedException {
        model.panes().add();
        model.panes().activeProperty().get().runProperty().set(FakeInspectSources.OTHER);
        fixture.settle();
        assertThat(model.film().frameProperty().get()).isZero();
        model.panes().activeProperty().set(model.panes().first());
        assertThat(model.film().frameProperty().get()).isEqualTo(5);
        assertThat(model.panes().first().network().title()).isEqualTo("a · step 50");
    }

    @Test
    void studentAndTeacherDifferExceptBeforeTraining() throws InterruptedException {
        PaneViewModel pane = model.panes().first();
        pane.network().roleProperty().set(Role.STUDENT);
        fixture.settle();
        assertThat(pane.network().title()).isEqualTo("a · student · step 50");
        assertThat(fixture.sources.requests).hasSize(2);
        pane.network().toggleBefore();
        fixture.settle();
        pane.network().roleProperty().set(Role.TEACHER);
        fixture.settle();
        assertThat(fixture.sources.requests).hasSize(3);
    }
}
