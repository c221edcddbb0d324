package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.pictures.OverlapFilter;
import org.dinotwins.app.inspect.pictures.Viewport;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PictureExports;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.app.shared.WorkspaceWindow;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Tours of the workspace with mouse and keys, over a trained run. */
@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class InspectJourneyTest {
    private static final int SECONDS = 60;

    @TempDir
    private static Path home;

    private static Path run;
    private WorkbenchState session;
    private InspectWorkspace workspace;
    private InspectViewModel model;

    @Start
    void open(Stage stage) throws Exception {
        session = WorkspaceWindow.session(home);
        workspace = new InspectWorkspace(session);
        model = workspace.model();
        WorkspaceWindow.open(stage, workspace, 1300, 720);
    }

    @AfterEach
    void close() {
        WorkspaceWindow.close(workspace, session);
    }

    private void openInspect(FxRobot robot) throws Exception {
        if (run == null) {
            Path made = home.resolve("tiny");
            session.service()
                    .start(
                            TinyRun.config(TinyRun.images(home.resolve("images"))),
                            made,
                            0,
                            false,
                            new TrainingService.Listener() {});
            assertThat(session.service().await()).isEqualTo(RunState.FINISHED);
            run = made;
        }
        robot.interact(() -> session.inspectedProperty().set(run));
        until(() -> !model.busyProperty().get() && text(robot, "#jaccard").matches("\\d\\.\\d\\d"));
        robot.interact(() -> workspace.view().requestFocus());
        robot.moveTo(".picture-canvas");
    }

    @Test
    void zoomMoveAndFit(FxRobot robot) throws Exception {
        openInspect(robot);
        // The direction of the robot's wheel differs between systems; the wrong one has no effect here.
        robot.scroll(5, VerticalDirection.UP);
        WaitForAsyncUtils.waitForFxEvents();
        if (!model.viewport().zoomed()) {
            robot.scroll(5, VerticalDirection.DOWN);
            WaitForAsyncUtils.waitForFxEvents();
        }
        Viewport.Frame zoomed = model.viewport().frameProperty().get();
        assertThat(zoomed.zoom()).isGreaterThan(1.5);
        assertThat(text(robot, "#fit")).startsWith("× ");
        robot.drag(".picture-canvas").moveBy(-40, -30).drop();
        until(() -> model.viewport().frameProperty().get().x() > zoomed.x());
        assertThat(model.sharedView().queryProperty().get())
                .as("a drag is not a click")
                .isEqualTo(new Query.Cls());
        // On a busy machine two clicks of the robot can be too far apart for a double click.
        click(robot, 1);
        assertThat(model.sharedView().queryProperty().get())
                .as("a click sets the query")
                .isNotEqualTo(new Query.Cls());
        click(robot, 2);
        assertThat(model.viewport().frameProperty().get()).isEqualTo(Viewport.Frame.WHOLE);
        assertThat(model.sharedView().queryProperty().get())
                .as("a double click does not set the query")
                .isEqualTo(new Query.Cls());
        double opacity = model.overlay().opacityProperty().get();
        robot.press(KeyCode.CONTROL).scroll(VerticalDirection.DOWN).release(KeyCode.CONTROL);
        until(() -> model.overlay().opacityProperty().get() != opacity);
        assertThat(model.viewport().zoomed()).isFalse();
    }

    /** A click in the centre of the picture: the first or second of a double click. */
    private static void click(FxRobot robot, int count) {
        Node canvas = robot.lookup(".picture-canvas").query();
        double x = canvas.getLayoutBounds().getCenterX();
        double y = canvas.getLayoutBounds().getCenterY();
        robot.interact(() -> canvas.fireEvent(new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                count,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                true,
                false,
                true,
                null)));
    }

    @Test
    void networkWithOneHeadHasOneMap(FxRobot robot) throws Exception {
        openInspect(robot);
        assertThat(robot.lookup(".head-tile").queryAll())
                .as("mean, maximum and two heads")
                .hasSize(4);
        Path one = home.resolve("one head");
        session.service()
                .start(
                        ConfigJson.with(
                                TinyRun.config(TinyRun.images(home.resolve("images"))), Map.of("model.heads", "1")),
                        one,
                        1,
                        false,
                        new TrainingService.Listener() {});
        session.service().await();
        robot.push(KeyCode.M);
        robot.interact(() -> session.inspectedProperty().set(one));
        until(() -> !model.busyProperty().get()
                && robot.lookup(".head-tile").queryAll().size() == 1
                && text(robot, "#jaccard").matches("\\d\\.\\d\\d"));
        ToggleButton tile = robot.lookup(".head-tile").query();
        assertThat(tile.isSelected())
                .as("whichever head of the previous network was selected")
                .isTrue();
        until(() -> tile.getAccessibleText().endsWith(text(robot, "#jaccard")));
    }

    @Test
    void panesShareTheQueryAndCanBeClosed(FxRobot robot) throws Exception {
        openInspect(robot);
        robot.push(KeyCode.C);
        until(() ->
                !model.busyProperty().get() && robot.lookup(".pane").queryAll().size() == 2);
        assertThat(robot.lookup(".pane-caption .label").queryAllAs(Labeled.class))
                .extracting(Labeled::getText)
                .contains("tiny · step 20", "tiny · before training");
        robot.clickOn(".picture-canvas");
        until(() -> text(robot, "#query").startsWith("Query: patch row"));
        until(() -> model.panes().list().stream()
                .allMatch(pane -> !pane.staleProperty().get()
                        && pane.maskedAttentionProperty()
                                        .get()
                                        .output()
                                        .request()
                                        .query()
                                != Query.CLS));
        robot.clickOn("#compare");
        until(() ->
                !model.busyProperty().get() && robot.lookup(".pane").queryAll().size() == 3);
        robot.push(KeyCode.DELETE);
        robot.push(KeyCode.A);
        assertThat(model.panes().activeProperty().get()).isSameAs(model.panes().first());
        robot.push(KeyCode.A);
        robot.push(KeyCode.DELETE);
        assertThat(robot.lookup(".pane").queryAll()).hasSize(1);
    }

    @Test
    void filmMovesByKeysAndPlaysToItsEnd(FxRobot robot) throws Exception {
        openInspect(robot);
        assertThat(text(robot, "#film-step")).isEqualTo("Step 20");
        robot.push(KeyCode.COMMA).push(KeyCode.COMMA);
        until(() -> text(robot, "#film-step").equals("Step 8")
                && !model.panes().staleProperty().getValue());
        robot.clickOn("#film-play");
        until(() -> model.film().playingProperty().get());
        until(() -> !model.film().playingProperty().get()
                && text(robot, "#film-step").equals("Step 20"));
    }

    @Test
    void viewsShowOneOrTwoPictures(FxRobot robot) throws Exception {
        openInspect(robot);
        for (String view : new String[] {"Rollout", "PCA", "Similarity"}) {
            robot.clickOn(view);
            until(() -> !model.busyProperty().get()
                    && model.panes().maskedAttentionProperty().getValue() != null
                    && model.panes()
                            .maskedAttentionProperty()
                            .getValue()
                            .output()
                            .request()
                            .view()
                            .title()
                            .equals(view));
        }
        robot.push(KeyCode.S).push(KeyCode.RIGHT);
        until(() -> !model.busyProperty().get()
                && model.panes().maskedAttentionProperty().getValue() != null
                && model.panes().maskedAttentionProperty().getValue().second().isPresent());
        assertThat(robot.lookup(".second-canvas").query().isVisible()).isTrue();
        robot.push(KeyCode.S);
        until(() -> !robot.lookup(".second-canvas").query().isVisible());
    }

    @Test
    void gridFiltersAndPasting(FxRobot robot) throws Exception {
        openInspect(robot);
        robot.push(KeyCode.W);
        until(() -> robot.lookup(".pictures").query().getBoundsInParent().getWidth() > 800);
        robot.push(KeyCode.RIGHT).push(KeyCode.RIGHT).push(KeyCode.ENTER);
        until(() -> text(robot, "#picture-name").equals("val2.png")
                && robot.lookup(".pictures").query().getBoundsInParent().getWidth() < 400);
        robot.interact(() -> model.pictures().overlapProperty().set(OverlapFilter.BEST));
        until(() -> text(robot, "#measured").startsWith("By tiny"));
        until(() -> robot.lookup(".thumbnail-score").queryAllAs(Labeled.class).stream()
                .anyMatch(label -> label.isVisible() && label.getText().matches("\\d\\.\\d\\d")));
        robot.interact(() -> {
            WritableImage image = new WritableImage(24, 16);
            ClipboardContent content = new ClipboardContent();
            content.putImage(image);
            Clipboard.getSystemClipboard().setContent(content);
        });
        robot.push(KeyCode.CONTROL, KeyCode.V);
        until(() -> text(robot, "#own-pictures").equals("Pasted")
                && text(robot, "#picture-name").equals("Pasted 1"));
        robot.clickOn("#runs-pictures");
        until(() -> text(robot, "#picture-name").startsWith("val"));
    }

    @Test
    void exportsWriteTheView(FxRobot robot, @TempDir Path out) throws Exception {
        openInspect(robot);
        PictureExports exports = model.exports();
        write(robot, () -> exports.picture(out.resolve("native.png")));
        assertThat(ImageIO.read(out.resolve("native.png").toFile()).getWidth()).isEqualTo(40);
        write(robot, () -> exports.outlines(out.resolve("outlines.svg")));
        assertThat(Files.readString(out.resolve("outlines.svg"))).contains("viewBox=\"0 0 40 40\"", "<path", "square");
        write(robot, () -> exports.values(out.resolve("values.npy")));
        byte[] values = Files.readAllBytes(out.resolve("values.npy"));
        assertThat(new String(Arrays.copyOf(values, 128), StandardCharsets.ISO_8859_1))
                .contains("(2, 10, 10)");
        robot.push(KeyCode.C);
        until(() -> !model.busyProperty().get());
        robot.interact(() -> model.panes().activeProperty().set(model.panes().first()));
        write(robot, () -> exports.film(out.resolve("film.gif")));
        try (ImageInputStream in =
                ImageIO.createImageInputStream(out.resolve("film.gif").toFile())) {
            ImageReader gif = ImageIO.getImageReadersByFormatName("gif").next();
            gif.setInput(in);
            assertThat(gif.getNumImages(true))
                    .as("before training and three checkpoints")
                    .isEqualTo(4);
            assertThat(gif.getWidth(0)).as("two panes").isEqualTo(2 * gif.getHeight(0));
            gif.dispose();
        }
        write(robot, () -> exports.film(out.resolve("frames")));
        assertThat(out.resolve("frames/frame-0004.png")).exists();
        robot.push(KeyCode.CONTROL, KeyCode.C);
        assertThat(WaitForAsyncUtils.waitForAsyncFx(
                        30_000, () -> Clipboard.getSystemClipboard().hasImage()))
                .isTrue();
        Path nowhere = Files.writeString(out.resolve("file"), "x").resolve("below.png");
        robot.interact(() -> exports.picture(nowhere));
        until(() -> exports.shareProperty().get() < 0);
        assertThat(text(robot, "#exported")).contains("cannot be written");
    }

    private void write(FxRobot robot, Runnable export) throws Exception {
        robot.interact(export);
        until(() -> model.exports().shareProperty().get() < 0);
        assertThat(text(robot, "#exported")).startsWith("Saved ");
    }

    @Test
    void importedWeightsAreShownAndDamagedOnesRejected(FxRobot robot, @TempDir Path out) throws Exception {
        openInspect(robot);
        robot.push(KeyCode.C);
        Path weights = Path.of("src/test/resources/org/dinotwins/vit/weights/naming/hf-dino/model.safetensors");
        robot.interact(() -> model.open(List.of(weights.toAbsolutePath())));
        until(() -> !model.busyProperty().get()
                && text(robot, "#weights-notes").contains("Hugging Face")
                && model.panes().maskedAttentionProperty().getValue() != null);
        assertThat(model.panes().list().get(1).network().title()).isEqualTo("model.safetensors");
        assertThat(model.panes().first().network().title()).startsWith("tiny");
        assertThat(robot.lookup("#film").query().isVisible())
                .as("a file has no history")
                .isFalse();
        Path pickle = Files.write(out.resolve("dino.pth"), new byte[] {'P', 'K', 3, 4, 0, 0});
        robot.interact(() -> model.open(List.of(pickle)));
        until(() -> robot.lookup(".pane-fault").queryAllAs(Labeled.class).stream()
                .anyMatch(fault -> shown(fault) && fault.getText().contains("dino.pth")));
        robot.interact(() -> model.panes().close(model.panes().list().get(1)));
        robot.interact(() -> model.open(List.of(pickle)));
        until(() -> robot.lookup(".empty-state .muted").queryAllAs(Labeled.class).stream()
                .anyMatch(fault -> fault.getText().contains("cut off")));
    }

    @Test
    void thumbnailMenuPinsASecondPicture(FxRobot robot) throws Exception {
        openInspect(robot);
        robot.clickOn("PCA");
        Node tile = robot.lookup(".thumbnail").queryAll().stream()
                .filter(node -> "val3.png".equals(node.getAccessibleText()) && shown(node))
                .findFirst()
                .orElseThrow();
        robot.interact(() -> {
            tile.fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 300, 300, false, null));
            Window.getWindows().stream()
                    .filter(ContextMenu.class::isInstance)
                    .map(ContextMenu.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .getItems()
                    .get(1)
                    .fire();
        });
        until(() -> model.sharedView().second().isPresent()
                && model.sharedView().second().get().picture().file().endsWith("val3.png"));
        assertThat(text(robot, "#picture-name")).isEqualTo("val0.png");
    }

    /** False for tiles that the list caches. */
    private static boolean shown(Node node) {
        return node == null || node.isVisible() && shown(node.getParent());
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(Check check) throws Exception {
        WaitForAsyncUtils.waitFor(
                SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, check::holds));
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).<Labeled>query().getText();
    }
}
