package org.dinotwins.app.inspect.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dinotwins.app.inspect.FakeInspectSources;
import org.dinotwins.app.inspect.InspectFixture;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.InputSize;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.painting.ColourMap;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InspectViewModelTest {
    @RegisterExtension
    private final InspectFixture fixture = new InspectFixture();

    private final FakeInspectSources sources = fixture.sources;
    private final InspectViewModel model = fixture.model;

    @Test
    void firstPictureUsesRandomWeightsWithoutACheckpoint() {
        assertThat(model.sharedView().openedProperty().get().picture().file()).hasToString("/pictures/val0.png");
        assertThat(sources.requests)
                .containsExactly(new FakeInspectSources.Request(Optional.empty(), 64, 3, Query.CLS));
        assertThat(model.panes().staleProperty().getValue()).isFalse();
        assertThat(model.panes().maskedAttentionProperty().getValue().heads()).hasSize(6);
        assertThat(model.noticeProperty().get()).isNull();
    }

    @Test
    void drawingSettingsNeedNoForwardPass() throws InterruptedException {
        model.overlay().headProperty().set(new Head.One(2));
        model.overlay().thresholdProperty().set(0.3);
        model.overlay().opacityProperty().set(0.9);
        model.overlay().coloursProperty().set(ColourMap.TURBO);
        model.overlay().keptProperty().set(OverlayChoice.Kept.MASK);
        fixture.settle();
        assertThat(sources.requests).hasSize(1);
    }

    @Test
    void queryNeedsNoForwardPassAndIsNotRepeated() throws InterruptedException {
        ask(5);
        assertThat(model.panes().staleProperty().getValue()).isTrue();
        assertThat(model.panes().maskedAttentionProperty().getValue())
                .as("the old attention remains meanwhile")
                .isNotNull();
        fixture.settle();
        ask(5);
        fixture.settle();
        assertThat(sources.requests)
                .hasSize(2)
                .last()
                .extracting(FakeInspectSources.Request::query)
                .isEqualTo(5);
        assertThat(sources.passes).hasSize(1);
        assertThat(model.panes().staleProperty().getValue()).isFalse();
    }

    @Test
    void onlyTheNewestRequestRunsAfterTheCurrentOne() throws InterruptedException {
        sources.gate = new CountDownLatch(1);
        for (int patch = 1; patch <= 40; patch++) {
            ask(patch);
        }
        fixture.until(() -> sources.requests.size() == 2);
        sources.gate.countDown();
        fixture.settle();
        assertThat(sources.requests)
                .extracting(FakeInspectSources.Request::query)
                .containsExactly(Query.CLS, 1, 40);
        assertThat(model.panes()
                        .maskedAttentionProperty()
                        .getValue()
                        .output()
                        .request()
                        .query())
                .isEqualTo(40);
    }

    @Test
    void anotherPictureIsRequestedOnceFromCls() throws InterruptedException {
        ask(5);
        fixture.settle();
        model.pictures().move(1);
        fixture.settle();
        assertThat(sources.requests)
                .hasSize(3)
                .last()
                .extracting(FakeInspectSources.Request::query)
                .isEqualTo(Query.CLS);
        assertThat(model.sharedView().queryProperty().get()).isEqualTo(new Query.Cls());
        assertThat(model.panes()
                        .maskedAttentionProperty()
                        .getValue()
                        .output()
                        .request()
                        .picture()
                        .id())
                .isEqualTo(1);
    }

    @Test
    void queryStaysInPlaceWhenTheGridGetsFiner() throws InterruptedException {
        ask(8 * 3 + 2);
        fixture.settle();
        model.sharedView().sizeProperty().set(new InputSize.Long(128));
        fixture.settle();
        assertThat(sources.requests)
                .last()
                .isEqualTo(new FakeInspectSources.Request(Optional.empty(), 128, 3, 16 * 7 + 5));
        assertThat(sources.requests).hasSize(3);
    }

    @Test
    void jaccardFollowsTheThresholdAndTheBestHeadIsMarked() throws InterruptedException {
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        assertThat(masked.best(new Head.One(1))).isTrue();
        assertThat(masked.best(new Head.One(0))).isFalse();
        double before = masked.of(new Head.One(0)).union();
        model.overlay().thresholdProperty().set(1);
        fixture.settle();
        masked = model.panes().maskedAttentionProperty().getValue();
        assertThat(masked.of(new Head.One(0)).union())
                .isEqualTo(0.5, offset(1e-9))
                .isGreaterThan(before);
        assertThat(masked.of(new Head.One(1)).union()).isEqualTo(1, offset(1e-9));
        assertThat(masked.of(new Head.One(3)).largest()).isEqualTo(0.5, offset(1e-9));
        assertThat(masked.best(new Head.One(1))).isTrue();
    }

    @Test
    void latestFollowsTheRunAndASelectedCheckpointStays() throws InterruptedException {
        sources.checkpoints.add(new RunFolder.Checkpoint(10, Path.of("/10")));
        model.panes().refresh();
        fixture.settle();
        assertThat(sources.requests)
                .last()
                .extracting(FakeInspectSources.Request::checkpoint)
                .isEqualTo(Optional.of(Path.of("/10")));
        model.panes()
                .first()
                .network()
                .chosenProperty()
                .set(model.panes().list().get(0).network().weights().get(1));
        fixture.settle();
        assertThat(sources.requests).as("the same file needs no new pass").hasSize(2);
        sources.checkpoints.add(new RunFolder.Checkpoint(20, Path.of("/20")));
        model.panes().refresh();
        fixture.settle();
        assertThat(sources.requests).hasSize(2);
        assertThat(model.panes().first().network().weights()).hasSize(4);
        model.panes().first().network().toggleBefore();
        fixture.settle();
        model.panes().first().network().toggleBefore();
        fixture.settle();
        assertThat(sources.requests)
                .as("an earlier view needs no new pass")
                .extracting(FakeInspectSources.Request::checkpoint)
                .containsExactly(Optional.empty(), Optional.of(Path.of("/10")), Optional.of(Path.of("/20")));
    }

    @Test
    void networksKeptOpenAreLimitedAndFreedAtTheEnd() throws InterruptedException {
        for (int step = 1; step <= 7; step++) {
            sources.checkpoints.add(new RunFolder.Checkpoint(step, Path.of("/" + step)));
            model.panes().refresh();
            fixture.settle();
        }
        assertThat(sources.opened).hasSize(8);
        assertThat(sources.closed).containsExactlyElementsOf(sources.opened.subList(0, 3));
        model.close();
        assertThat(sources.closed).containsExactlyInAnyOrderElementsOf(sources.opened);
    }

    @Test
    void filterAndSplitKeepTheSelectedPicture() throws InterruptedException {
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
        fixture.settle();
        assertThat(model.sharedView().openedProperty().get().picture())
                .isSameAs(pictures.selectedProperty().get());
    }

    @Test
    void errorsOfPicturesAndPassesAreShownAndCleared() throws InterruptedException {
        model.pictures().select(5);
        fixture.settle();
        assertThat(model.pictureSource().faultProperty().get()).isEqualTo("val5.png is cut off.");
        assertThat(model.sharedView().openedProperty().get()).isNull();
        sources.passFault = "The checkpoint is damaged.";
        model.pictures().select(1);
        fixture.settle();
        assertThat(model.panes().first().faultProperty().get()).isEqualTo("The checkpoint is damaged.");
        sources.passFault = "";
        ask(3);
        fixture.settle();
        assertThat(model.panes().first().faultProperty().get()).isEmpty();
        assertThat(model.panes().staleProperty().getValue()).isFalse();
    }

    @Test
    void movedImageSetIsFoundAfterChoosingItsFolder() throws InterruptedException {
        model.runProperty().set(null);
        fixture.settle();
        assertThat(model.noticeProperty().get().remedy()).isEqualTo(InspectViewModel.Remedy.SET_UP);
        sources.imagesMissing = true;
        model.runProperty().set(FakeInspectSources.RUN);
        fixture.settle();
        assertThat(model.noticeProperty().get().remedy()).isEqualTo(InspectViewModel.Remedy.CHOOSE_IMAGES);
        assertThat(model.noticeProperty().get().text()).contains("/pictures");
        model.chooseImages(Path.of("/moved"));
        fixture.settle();
        assertThat(model.noticeProperty().get()).isNull();
        assertThat(model.panes().staleProperty().getValue()).isFalse();
    }

    @Test
    void missingRunIsRetried() throws InterruptedException {
        model.runProperty().set(null);
        sources.runMissing = true;
        model.runProperty().set(FakeInspectSources.RUN);
        fixture.settle();
        assertThat(model.noticeProperty().get().text()).contains("There is no run");
        sources.runMissing = false;
        model.panes().refresh();
        fixture.settle();
        assertThat(model.noticeProperty().get()).isNull();
        assertThat(model.panes().maskedAttentionProperty().getValue()).isNotNull();
    }

    private void ask(int patch) {
        model.sharedView().queryProperty().set(Query.of(patch, new PatchGrid(8, 8)));
    }
}
