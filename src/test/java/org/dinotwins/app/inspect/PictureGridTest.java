package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.dinotwins.app.inspect.pictures.PictureList;
import org.dinotwins.app.inspect.pictures.PictureReader;
import org.dinotwins.app.inspect.pictures.ThumbnailGrid;
import org.dinotwins.app.inspect.pictures.Thumbnails;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.Pixels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A hundred thousand pictures in the list. */
@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class PictureGridTest {
    private static final int PICTURES = 100_000;
    private static final int SECONDS = 60;

    /** A small JPEG file on one core. */
    private static final int DECODING_MILLIS = 10;

    private final AtomicInteger decoded = new AtomicInteger();
    private final Background background = new Background(Platform::runLater);
    private final PictureList pictures = new PictureList();
    private ThumbnailGrid grid;

    @Start
    void open(Stage stage) {
        PictureReader reader = file -> {
            decoded.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DECODING_MILLIS));
            return new Pixels(8, 8, new byte[8 * 8 * 3]);
        };
        grid = new ThumbnailGrid(pictures, new Thumbnails(background, reader, 64), picture -> {}, () -> {});
        stage.setScene(new Scene(grid, 900, 620));
        stage.show();
        List<Picture> many = IntStream.range(0, PICTURES)
                .mapToObj(i -> new Picture(i, Path.of("/many/" + i + ".png"), 0, 0, List.of()))
                .toList();
        pictures.open(new ImageSet("many", Path.of("/many"), "files", List.of(), many, List.of(), List.of()));
    }

    @AfterEach
    void close() {
        background.close();
    }

    private long tiles(FxRobot robot) {
        return robot.lookup(".thumbnail").queryAll().size();
    }

    @Test
    void onlyVisibleTilesExistAndAreDecoded(FxRobot robot) throws Exception {
        WaitForAsyncUtils.waitFor(
                SECONDS,
                TimeUnit.SECONDS,
                () -> robot.lookup(".thumbnail .image-view").tryQuery().isPresent() || decoded.get() > 30);
        for (int jump = 0; jump < 60; jump++) {
            int row = jump * (PICTURES / 60 / grid.columns());
            robot.interact(() -> grid.scrollTo(row));
        }
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(tiles(robot)).as("existing tiles").isLessThan(150);
        robot.interact(() -> pictures.select(PICTURES - 1));
        WaitForAsyncUtils.waitFor(
                SECONDS,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(
                        30_000,
                        () -> robot.lookup(".thumbnail").queryAll().stream()
                                .filter(tile -> tile.getAccessibleText() != null
                                        && tile.getAccessibleText().equals(PICTURES - 1 + ".png"))
                                .anyMatch(tile -> tile.lookupAll(".image-view").stream()
                                        .anyMatch(view -> ((ImageView) view).getImage() != null))));
        assertThat(decoded.get()).as("tiles scrolled past are not decoded").isLessThan(2000);
    }
}
