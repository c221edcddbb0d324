package org.dinotwins.app.live;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.dinotwins.app.live.chart.StepChart;
import org.dinotwins.app.live.chart.VisibleSteps;
import org.dinotwins.app.live.matrix.CorrelationView;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.chart.CorrelationRaster;
import org.dinotwins.chart.DivergingColours;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.TrainingCurve;
import org.dinotwins.train.CorrelationSnapshot;

/** The live panels with large content, and the work of the FX thread to refresh them. */
public final class PanelWork {
    private static final int DIMENSION = 2048;
    private static final int REDUCTION = 8;
    private static final int SHOWN = DIMENSION / REDUCTION;
    private static final int PIXELS = 560;
    private static final int STEPS = 1_000_000;
    private static final double SMOOTHING = 200;

    private final RunCurves curves = new RunCurves();
    private StepChart chart;
    private CorrelationView matrix;
    private CorrelationRaster raster;

    /** Runs on the FX thread and waits for it. */
    public static <T> T onWindowThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }

    /** Puts the panels into a window. Call on the FX thread. */
    public void open() {
        SplittableRandom random = new SplittableRandom(4);
        for (int step = 1; step <= STEPS; step++) {
            curves.get(TrainingCurve.DINO).add(step, 8 * Math.exp(-step / 2e5) + random.nextDouble());
        }
        VisibleSteps window = new VisibleSteps();
        window.extent(1, STEPS);
        chart = new StepChart(window, List.of(TrainingCurve.DINO), true);
        chart.setRun(curves);
        matrix = new CorrelationView(new Background(Platform::runLater));
        float[] values = new float[SHOWN * SHOWN];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        raster = CorrelationRaster.of(
                        new CorrelationSnapshot(1, SHOWN, values, DIMENSION, REDUCTION, 64, 1, 0.1),
                        PIXELS,
                        new DivergingColours(true),
                        false)
                .enlarged(PIXELS);
        chart.setPrefSize(900, 200);
        matrix.setPrefSize(PIXELS, PIXELS);
        Stage stage = new Stage();
        stage.setScene(new Scene(new VBox(chart, matrix)));
        stage.show();
    }

    /** Averages the curve; the work of several frames. */
    public void smooth() {
        chart.smooth(SMOOTHING);
        do {
            chart.invalidate();
            chart.drawIfStale();
        } while (chart.drawIfStale());
    }

    /** Redraws the chart; returns nanoseconds. */
    public long chart() {
        long start = System.nanoTime();
        chart.draw();
        return System.nanoTime() - start;
    }

    /** Hands over a coloured matrix; returns nanoseconds. */
    public long matrix() {
        long start = System.nanoTime();
        matrix.setPixels(raster);
        return System.nanoTime() - start;
    }
}
