package org.dinotwins.app.live.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Point3D;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.chart.TrainingCurve;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class StepChartTest {
    private static final int STEPS = 1000;
    /** The area inside the axes of a chart of 600 x 200 with labels on both axes. */
    private static final double LEFT = 44;

    private static final double WIDTH = 600 - LEFT - 12;
    private static final double BOTTOM = 200 - 22;

    private final VisibleSteps window = new VisibleSteps();
    private StepChart chart;

    @Start
    void open(Stage stage) {
        RunCurves run = new RunCurves();
        for (int step = 0; step <= STEPS; step++) {
            run.get(TrainingCurve.DINO).add(step, step < STEPS / 2 ? 0 : 8);
        }
        window.extent(0, STEPS);
        chart = new StepChart(window, List.of(TrainingCurve.DINO), true);
        chart.setRun(run);
        chart.paint(Theme.DARK);
        // A window resized by an earlier test keeps its size.
        chart.setMinSize(600, 200);
        chart.setMaxSize(600, 200);
        stage.setScene(new Scene(new StackPane(chart), 600, 200));
        stage.show();
    }

    /** A position in the window, from a step and a height in the chart. */
    private Point2D at(double step, double y) {
        Bounds screen = chart.localToScreen(chart.getBoundsInLocal());
        double share = (step - window.fromProperty().get())
                / (window.toProperty().get() - window.fromProperty().get());
        return new Point2D(screen.getMinX() + LEFT + share * WIDTH, screen.getMinY() + y);
    }

    private void inView(double from, double to) {
        WaitForAsyncUtils.waitForFxEvents();
        // A pixel is about two steps of the whole run.
        assertThat(window.fromProperty().get()).isCloseTo(from, within(3.0));
        assertThat(window.toProperty().get()).isCloseTo(to, within(3.0));
    }

    @Test
    void dragZoomsAndADoubleClickShowsTheWholeRun(FxRobot robot) {
        robot.drag(at(200, 60)).dropTo(at(600, 90));
        inView(200, 600);

        robot.doubleClickOn(at(400, 60));
        inView(0, STEPS);
    }

    @Test
    void dragWithShiftMovesTheViewUnderThePointer(FxRobot robot) {
        robot.interact(() -> window.show(200, 600));
        Point2D from = at(500, 60);
        Point2D to = at(400, 60);

        robot.press(KeyCode.SHIFT).drag(from).dropTo(to).release(KeyCode.SHIFT);

        inView(300, 700);
    }

    @Test
    void scrollingZoomsAroundThePointer(FxRobot robot) {
        robot.interact(() -> scroll(300, 0, 40));

        inView(300 - 300 * 0.8, 300 + 700 * 0.8);
    }

    @Test
    void scrollingSidewaysMovesTheView(FxRobot robot) {
        robot.interact(() -> window.show(200, 600));
        robot.interact(() -> scroll(300, -WIDTH / 4, 0));

        inView(300, 700);
    }

    @Test
    void scrollingWithoutEffectIsLeftToTheParent(FxRobot robot) {
        AtomicInteger left = new AtomicInteger();
        robot.interact(() -> chart.getParent().addEventHandler(ScrollEvent.SCROLL, e -> left.incrementAndGet()));

        robot.interact(() -> scroll(300, 0, 40));
        assertThat(left).hasValue(0);
        robot.interact(window::reset);
        robot.interact(() -> scroll(300, 0, -40));
        assertThat(left).hasValue(1);
    }

    private void scroll(double step, double deltaX, double deltaY) {
        Point2D screen = at(step, 60);
        // An event without a source takes its position from the scene.
        Point2D place = chart.localToScene(chart.screenToLocal(screen));
        chart.fireEvent(new ScrollEvent(
                ScrollEvent.SCROLL,
                place.getX(),
                place.getY(),
                screen.getX(),
                screen.getY(),
                false,
                false,
                false,
                false,
                false,
                false,
                deltaX,
                deltaY,
                deltaX,
                deltaY,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
    }

    @Test
    void pointerStepIsSharedByAllChartsAndClearedOnExit(FxRobot robot) {
        robot.moveTo(at(250, 60));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.pointedProperty().get()).isCloseTo(250, within(2.0));

        robot.interact(() -> window.point(Double.NaN));
        assertThat(coloured(Theme.DARK.palette().get("subtle"), 250)).isFalse();
        robot.interact(() -> window.point(250));
        assertThat(coloured(Theme.DARK.palette().get("subtle"), 250)).isTrue();
    }

    @Test
    void curvesFillTheHeightAndHiddenOnesAreNotDrawn(FxRobot robot) {
        Color dino = Theme.DARK.palette().get("dino");
        robot.interact(() -> chart.draw());
        OptionalDouble low = height(dino, 250);
        OptionalDouble high = height(dino, 750);
        assertThat(low.orElseThrow()).as("curve at the bottom").isCloseTo(BOTTOM, within(3.0));
        assertThat(high.orElseThrow()).isCloseTo(8 + (BOTTOM - 8) * 0.06 / 1.06, within(3.0));

        robot.interact(() -> {
            chart.fixedRange(0, 16);
            chart.draw();
        });
        assertThat(height(dino, 750).orElseThrow()).isCloseTo((8 + BOTTOM) / 2, within(3.0));

        robot.interact(() -> {
            chart.setVisible(TrainingCurve.DINO, false);
            chart.draw();
        });
        assertThat(height(dino, 750)).isEmpty();
    }

    @Test
    void theLogarithmicScaleSkipsValuesThatAreNotAboveZero(FxRobot robot) {
        Color dino = Theme.DARK.palette().get("dino");
        robot.interact(() -> {
            chart.logScale(true);
            chart.draw();
        });

        assertThat(height(dino, 250)).isEmpty();
        assertThat(height(dino, 750)).isPresent();
        assertThat(coloured(Theme.DARK.palette().get("muted"), -60, -10))
                .as("tick labels in the theme's colour")
                .isTrue();
    }

    @Test
    void valueOfASmoothedCurveIsItsAverage(FxRobot robot) {
        robot.interact(() -> {
            chart.smooth(2);
            chart.draw();
        });

        assertThat(chart.valueAt(TrainingCurve.DINO, STEPS / 2))
                .as("halfway after one step")
                .isCloseTo(4, within(1e-6));
        assertThat(chart.valueAt(TrainingCurve.BARLOW, STEPS)).isNaN();
        robot.interact(() -> chart.smooth(1));
        assertThat(chart.valueAt(TrainingCurve.DINO, STEPS / 2)).isEqualTo(8);
    }

    @Test
    void drawsOnlyWhenSomethingChanged(FxRobot robot) {
        robot.interact(() -> {
            chart.draw();
            chart.drawIfStale();
            assertThat(chart.drawIfStale()).isFalse();
            window.show(200, 600);
            assertThat(chart.drawIfStale()).isTrue();
            assertThat(chart.drawIfStale()).isFalse();
        });
    }

    @Test
    void markerLabelsAreBesideTheirLines(FxRobot robot) {
        Color accent = Theme.DARK.palette().get("accent");
        robot.interact(() -> {
            chart.mark(List.of(new SettingChange(100, "DINO 0.5"), new SettingChange(900, "rate ×0.5")));
            chart.draw();
        });
        assertThat(coloured(accent, 100)).isTrue();
        assertThat(coloured(accent, 105, 200)).as("right of an early mark").isTrue();
        assertThat(coloured(accent, 800, 895)).as("left of a late one").isTrue();
        assertThat(coloured(accent, 910, 990)).isFalse();
    }

    private WritableImage picture() {
        return WaitForAsyncUtils.waitForAsyncFx(5000, () -> chart.snapshot(new SnapshotParameters(), null));
    }

    private boolean coloured(Color colour, double step) {
        return height(picture(), colour, step).isPresent();
    }

    private boolean coloured(Color colour, int fromStep, int toStep) {
        WritableImage picture = picture();
        return IntStream.range(fromStep, toStep)
                .anyMatch(step -> height(picture, colour, step).isPresent());
    }

    private OptionalDouble height(Color colour, double step) {
        return height(picture(), colour, step);
    }

    /** The topmost position of a colour in the column of a step of the whole run. */
    private static OptionalDouble height(WritableImage picture, Color colour, double step) {
        int x = (int) (LEFT + step / STEPS * WIDTH);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int beside = -1; beside <= 1; beside++) {
                if (drawnIn(colour, picture.getPixelReader().getColor(x + beside, y))) {
                    return OptionalDouble.of(y);
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** Whether a pixel's colour is between the background and a colour, nearer to the colour: lines are antialiased. */
    private static boolean drawnIn(Color colour, Color found) {
        Point3D back = point(Theme.DARK.palette().get("surface"));
        Point3D whole = point(colour).subtract(back);
        Point3D part = point(found).subtract(back);
        double share = part.dotProduct(whole) / whole.dotProduct(whole);
        return share > 0.4 && part.subtract(whole.multiply(share)).magnitude() < 0.08;
    }

    private static Point3D point(Color colour) {
        return new Point3D(colour.getRed(), colour.getGreen(), colour.getBlue());
    }
}
