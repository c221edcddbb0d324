package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.pictures.ObjectSizeFilter;
import org.dinotwins.app.inspect.pictures.OverlapFilter;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.OverlapScores;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filtering many pictures, and opening the user's own. */
class ManyPicturesTest {
    @RegisterExtension
    private final InspectFixture fixture = new InspectFixture();

    private final InspectViewModel model = fixture.model;
    private final PictureList pictures = model.pictures();

    @Test
    void sizeFilterUsesTheFractionOfThePictureThatAnObjectCovers() {
        Picture picture = new Picture(
                1,
                Path.of("/a"),
                100,
                100,
                List.of(object(0, 400, false), object(1, 2500, false), object(1, 100, true)));
        assertThat(ObjectSizeFilter.SMALL.holds(picture, -1)).isTrue();
        assertThat(ObjectSizeFilter.MEDIUM.holds(picture, -1)).isFalse();
        assertThat(ObjectSizeFilter.LARGE.holds(picture, -1)).isTrue();
        assertThat(ObjectSizeFilter.SMALL.holds(picture, 1))
                .as("crowds are ignored")
                .isFalse();
        assertThat(ObjectSizeFilter.LARGE.holds(new Picture(1, Path.of("/a"), 0, 0, List.of()), -1))
                .isFalse();
        pictures.extentProperty().set(ObjectSizeFilter.SMALL);
        assertThat(pictures.pictures()).as("all objects cover half").isEmpty();
        pictures.extentProperty().set(ObjectSizeFilter.LARGE);
        assertThat(pictures.pictures()).hasSize(6);
    }

    private static PictureObject object(int category, double area, boolean crowd) {
        return new PictureObject(category, new Box(0, 0, 1, 1), area, crowd, new Outline.None());
    }

    @Test
    void overlapFilterMeasuresAllPicturesOnceWithTheSelectedHead() throws InterruptedException {
        model.overlay().headProperty().set(new Head.One(1));
        pictures.overlapProperty().set(OverlapFilter.BEST);
        fixture.until(() -> model.scores().shareProperty().get() < 0);
        fixture.settle();
        assertThat(model.scores().statusProperty().get()).contains("a · before training, head 2");
        assertThat(pictures.scoredProperty().get()).isEqualTo(6);
        assertThat(pictures.score(Path.of("/pictures/val0.png"))).isBetween(0.55, 1.0);
        assertThat(pictures.score(Path.of("/pictures/val5.png")))
                .as("a broken file has no score")
                .isNaN();
        assertThat(pictures.pictures().get(5).file()).hasToString("/pictures/val5.png");
        int passes = fixture.sources.passes.size();
        pictures.overlapProperty().set(OverlapFilter.HIGH);
        assertThat(pictures.pictures()).hasSize(5);
        pictures.overlapProperty().set(OverlapFilter.LOW);
        assertThat(pictures.pictures()).isEmpty();
        pictures.overlapProperty().set(OverlapFilter.ANY);
        fixture.settle();
        assertThat(pictures.pictures()).hasSize(6);
        assertThat(fixture.sources.passes).hasSize(passes);
    }

    @Test
    void measuringReportsTheRemainingTime() throws InterruptedException {
        List<String> reported = new CopyOnWriteArrayList<>();
        model.scores().statusProperty().addListener((of, old, is) -> reported.add(is));
        fixture.sources.gate = new CountDownLatch(1);
        pictures.overlapProperty().set(OverlapFilter.WORST);
        fixture.until(() -> fixture.sources.requests.size() == 2);
        TimeUnit.NANOSECONDS.sleep(2 * OverlapScores.HAND_OVER);
        fixture.sources.gate.countDown();
        fixture.until(() -> model.scores().shareProperty().get() < 0);
        assertThat(reported).anyMatch(words -> words.matches("1 of 6, about \\d+ s left"));
    }

    @Test
    void measuringCanBeStopped() throws InterruptedException {
        fixture.sources.gate = new CountDownLatch(1);
        pictures.overlapProperty().set(OverlapFilter.WORST);
        fixture.until(() -> fixture.sources.requests.size() == 2);
        model.scores().stop();
        fixture.sources.gate.countDown();
        fixture.settle();
        assertThat(model.scores().shareProperty().get()).isNegative();
        assertThat(model.scores().statusProperty().get()).startsWith("Stopped");
        assertThat(fixture.sources.requests).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void ownPicturesReplaceTheRunsUntilClosed() throws InterruptedException {
        model.open(List.of(Path.of("/mine/cat.jpg"), Path.of("/mine/dog.PNG"), Path.of("/mine/notes.txt")));
        fixture.settle();
        assertThat(model.pictureSource().ownProperty().get().name()).isEqualTo("2 pictures");
        assertThat(pictures.pictures())
                .extracting(p -> p.file().getFileName().toString())
                .containsExactly("cat.jpg", "dog.PNG");
        assertThat(model.panes()
                        .maskedAttentionProperty()
                        .getValue()
                        .output()
                        .request()
                        .picture()
                        .file())
                .hasToString("/mine/cat.jpg");
        assertThat(model.panes()
                        .maskedAttentionProperty()
                        .getValue()
                        .of(new Head.Mean())
                        .union())
                .isNaN();
        model.runProperty().set(FakeInspectSources.OTHER);
        fixture.settle();
        assertThat(pictures.pictures()).as("another run uses the same pictures").hasSize(2);
        model.showRunsPictures();
        fixture.settle();
        assertThat(pictures.pictures()).hasSize(6);
        assertThat(model.panes().maskedAttentionProperty().getValue()).isNotNull();
        model.open(List.of(Path.of("/mine/notes.txt")));
        fixture.settle();
        assertThat(model.pictureSource().faultProperty().get()).contains("notes.txt is not an image");
        assertThat(pictures.pictures()).hasSize(6);
    }

    @Test
    void droppedRunOpensInTheActivePane() throws InterruptedException {
        model.panes().add();
        model.open(List.of(FakeInspectSources.OTHER));
        fixture.settle();
        assertThat(model.panes().list().get(1).network().title()).startsWith("b · ");
        assertThat(model.panes().first().network().title()).startsWith("a · ");
        assertThat(model.availableNetworks().all())
                .extracting(InspectSources.Entry::path)
                .contains(FakeInspectSources.OTHER);
    }

    @Test
    void pastedPicturesAreCachedAndTheNewestIsShown() throws InterruptedException {
        for (int side : new int[] {8, 16}) {
            model.pictureSource().paste(new Pixels(side, side, new byte[side * side * 3]));
            fixture.settle();
        }
        assertThat(pictures.pictures()).hasSize(2);
        assertThat(model.sharedView().openedProperty().get().pixels().width()).isEqualTo(16);
        assertThat(model.panes().maskedAttentionProperty().getValue()).isNotNull();
        pictures.move(-1);
        fixture.settle();
        assertThat(model.sharedView().openedProperty().get().pixels().width()).isEqualTo(8);
    }
}
