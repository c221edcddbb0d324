package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dinotwins.app.shared.Background;
import org.dinotwins.experiment.RunFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectViewModelTest {
    private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    private final Background background = new Background(ui::add);
    private final FakeSources sources = new FakeSources();
    private InspectViewModel model;

    @BeforeEach
    void openTheRun() throws InterruptedException {
        model = new InspectViewModel(background, sources);
        model.runProperty().set(FakeSources.RUN);
        settle();
    }

    @AfterEach
    void close() {
        sources.gate.countDown();
        background.close();
    }

    @Test
    void firstPictureIsSeenThroughRandomWeightsWhileThereIsNoCheckpoint() {
        assertThat(model.openedProperty().get().picture().file()).hasToString("/pictures/val0.png");
        assertThat(sources.passes).containsExactly(new FakeSources.Pass(Optional.empty(), 64, 3, Sight.CLS));
        assertThat(model.staleProperty().get()).isFalse();
        assertThat(model.readingProperty().get().heads()).hasSize(6);
        assertThat(model.noticeProperty().get()).isNull();
    }

    @Test
    void choicesOfDrawingMakeNoForwardPass() throws InterruptedException {
        model.overlay().headProperty().set(new Head.One(2));
        model.overlay().keptMassProperty().set(0.3);
        model.overlay().opacityProperty().set(0.9);
        model.overlay().coloursProperty().set(ColourMap.TURBO);
        model.overlay().keptProperty().set(OverlayChoice.Kept.MASK);
        settle();
        assertThat(sources.passes).hasSize(1);
    }

    @Test
    void aQueryMakesExactlyOneForwardPassAndTheSameOneNone() throws InterruptedException {
        model.queryProperty().set(5);
        assertThat(model.staleProperty().get()).isTrue();
        assertThat(model.readingProperty().get()).as("the old attention stays meanwhile").isNotNull();
        settle();
        model.queryProperty().set(5);
        settle();
        assertThat(sources.passes).hasSize(2).last().extracting(FakeSources.Pass::query).isEqualTo(5);
        assertThat(model.staleProperty().get()).isFalse();
    }

    @Test
    void ofManyRequestsOnlyTheNewestIsRunAfterTheOneUnderWay() throws InterruptedException {
        sources.gate = new CountDownLatch(1);
        for (int patch = 1; patch <= 40; patch++) {
            model.queryProperty().set(patch);
        }
        until(() -> sources.passes.size() == 2);
        sources.gate.countDown();
        settle();
        assertThat(sources.passes).extracting(FakeSources.Pass::query).containsExactly(Sight.CLS, 1, 40);
        assertThat(model.readingProperty().get().sight().ask().query()).isEqualTo(40);
    }

    @Test
    void anotherPictureAsksOnceAndFromCls() throws InterruptedException {
        model.queryProperty().set(5);
        settle();
        model.pictures().move(1);
        settle();
        assertThat(sources.passes).hasSize(3).last().extracting(FakeSources.Pass::query).isEqualTo(Sight.CLS);
        assertThat(model.queryProperty().get()).isEqualTo(Sight.CLS);
        assertThat(model.readingProperty().get().sight().ask().picture().id()).isEqualTo(1);
    }

    @Test
    void queryStaysInPlaceWhenTheGridGetsFiner() throws InterruptedException {
        model.queryProperty().set(8 * 3 + 2);
        settle();
        model.network().sizeProperty().set(new NetworkChoice.InputSize.Times(2, 64));
        settle();
        assertThat(sources.passes).last().isEqualTo(new FakeSources.Pass(Optional.empty(), 128, 3, 16 * 7 + 5));
        assertThat(sources.passes).hasSize(3);
    }

    @Test
    void jaccardFollowsTheKeptMassAndTheBestHeadIsMarked() throws InterruptedException {
        Reading reading = model.readingProperty().get();
        assertThat(reading.best(new Head.One(1))).isTrue();
        assertThat(reading.best(new Head.One(0))).isFalse();
        double before = reading.of(new Head.One(0)).union();
        model.overlay().keptMassProperty().set(1);
        settle();
        reading = model.readingProperty().get();
        assertThat(reading.of(new Head.One(0)).union()).isEqualTo(0.5, offset(1e-9)).isGreaterThan(before);
        assertThat(reading.of(new Head.One(1)).union()).isEqualTo(1, offset(1e-9));
        assertThat(reading.of(new Head.One(3)).largest()).isEqualTo(0.5, offset(1e-9));
        assertThat(reading.best(new Head.One(1))).isTrue();
    }

    @Test
    void latestFollowsTheRunAndAChosenCheckpointStays() throws InterruptedException {
        sources.checkpoints.add(new RunFolder.Checkpoint(10, Path.of("/10")));
        model.refresh();
        settle();
        assertThat(sources.passes).last().extracting(FakeSources.Pass::checkpoint).isEqualTo(Optional.of(Path.of("/10")));
        model.network().chosenProperty().set(model.network().weights().get(1));
        settle();
        assertThat(sources.passes).as("the same file needs no new pass").hasSize(2);
        sources.checkpoints.add(new RunFolder.Checkpoint(20, Path.of("/20")));
        model.refresh();
        settle();
        assertThat(sources.passes).hasSize(2);
        assertThat(model.network().weights()).hasSize(4);
        model.network().toggleBefore();
        settle();
        model.network().toggleBefore();
        settle();
        assertThat(sources.passes).extracting(FakeSources.Pass::checkpoint).containsExactly(Optional.empty(),
                Optional.of(Path.of("/10")), Optional.empty(), Optional.of(Path.of("/20")));
    }

    @Test
    void noMoreThanTwoNetworksStayOpenAndAllAreFreedAtTheEnd() throws InterruptedException {
        for (int step = 1; step <= 4; step++) {
            sources.checkpoints.add(new RunFolder.Checkpoint(step, Path.of("/" + step)));
            model.refresh();
            settle();
        }
        assertThat(sources.opened).hasSize(5);
        assertThat(sources.closed).containsExactlyElementsOf(sources.opened.subList(0, 3));
        model.close();
        assertThat(sources.closed).containsExactlyInAnyOrderElementsOf(sources.opened);
    }

    @Test
    void filterAndSplitChooseThePicturesAndKeepTheOneInView() throws InterruptedException {
        PictureList pictures = model.pictures();
        assertThat(pictures.filters()).extracting(PictureList.Filter::count).containsExactly(6, 3, 3);
        pictures.select(2);
        pictures.filterProperty().set(pictures.filters().get(1));
        assertThat(pictures.pictures()).hasSize(3);
        assertThat(pictures.positionProperty().get()).isEqualTo(1);
        pictures.splitProperty().set(PictureList.Split.TRAIN);
        assertThat(pictures.filterProperty().get().name()).isEqualTo("cat");
        assertThat(pictures.pictures()).hasSize(2);
        pictures.move(9);
        assertThat(pictures.selectedProperty().get().file()).hasToString("/pictures/train2.png");
        settle();
        assertThat(model.openedProperty().get().picture()).isSameAs(pictures.selectedProperty().get());
    }

    @Test
    void brokenPictureAndFailedPassAreToldInPlaceAndPassOver() throws InterruptedException {
        model.pictures().select(5);
        settle();
        assertThat(model.faultProperty().get()).isEqualTo("val5.png is cut off.");
        assertThat(model.openedProperty().get()).isNull();
        sources.passFault = "The checkpoint is damaged.";
        model.pictures().select(1);
        settle();
        assertThat(model.faultProperty().get()).isEqualTo("The checkpoint is damaged.");
        sources.passFault = "";
        model.queryProperty().set(3);
        settle();
        assertThat(model.faultProperty().get()).isEmpty();
        assertThat(model.staleProperty().get()).isFalse();
    }

    @Test
    void movedImageSetSaysHowToMendItAndIsMended() throws InterruptedException {
        model.runProperty().set(null);
        settle();
        assertThat(model.noticeProperty().get().mend()).isEqualTo(InspectViewModel.Mend.SET_UP);
        sources.imagesMissing = true;
        model.runProperty().set(FakeSources.RUN);
        settle();
        assertThat(model.noticeProperty().get().mend()).isEqualTo(InspectViewModel.Mend.CHOOSE_IMAGES);
        assertThat(model.noticeProperty().get().text()).contains("/pictures");
        model.chooseImages(Path.of("/moved"));
        settle();
        assertThat(model.noticeProperty().get()).isNull();
        assertThat(model.staleProperty().get()).isFalse();
    }

    @Test
    void runThatIsNotThereYetIsTriedAgain() throws InterruptedException {
        model.runProperty().set(null);
        sources.runMissing = true;
        model.runProperty().set(FakeSources.RUN);
        settle();
        assertThat(model.noticeProperty().get().text()).contains("There is no run");
        sources.runMissing = false;
        model.refresh();
        settle();
        assertThat(model.noticeProperty().get()).isNull();
        assertThat(model.readingProperty().get()).isNotNull();
    }

    /** Does what the FX thread would do until nothing is under way. */
    private void settle() throws InterruptedException {
        until(() -> !model.busy().get());
        Runnable late = ui.poll(50, TimeUnit.MILLISECONDS);
        if (late != null) {
            late.run();
            settle();
        }
    }

    private void until(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Runnable next = ui.poll(20, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
        assertThat(done.getAsBoolean()).as("settled within 20 s").isTrue();
    }
}
