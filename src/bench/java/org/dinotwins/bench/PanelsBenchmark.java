package org.dinotwins.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import org.dinotwins.app.live.PanelWork;

/** The work of the FX thread to refresh the live panels. */
final class PanelsBenchmark implements Benchmark {
    /** Without a screen and with software rendering, as in the tests. */
    static final List<String> NO_SCREEN = List.of(
            "-Dglass.platform=Monocle",
            "-Dmonocle.platform=Headless",
            "-Dprism.order=sw",
            "-Dprism.text=t2k",
            "-Djava.awt.headless=true");
    /** JavaFX warns that it is on the class path, which is intended. */
    static final Logger TOOLKIT = Logger.getLogger("javafx");

    private static final int WARM_UP = 60;
    private static final int FRAMES = 120;
    /** Number of frames between two refreshes, so that everything is rendered. */
    private static final long FRAME_MILLIS = 20;

    @Override
    public String name() {
        return "panels";
    }

    @Override
    public String what() {
        return "refreshing the matrix of D = 2048 and a chart of 1,000,000 points: time on the window's thread";
    }

    @Override
    public List<String> options() {
        List<String> options = new ArrayList<>(NO_SCREEN);
        options.add("-Xmx1g");
        return options;
    }

    @Override
    public void run(Report report) throws Exception {
        TOOLKIT.setLevel(Level.SEVERE);
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        PanelWork work = new PanelWork();
        PanelWork.onWindowThread(() -> {
            work.open();
            return work;
        });
        List<Double> plain = new ArrayList<>();
        List<Double> matrix = new ArrayList<>();
        frames(work, plain, matrix);
        PanelWork.onWindowThread(() -> {
            work.smooth();
            return work;
        });
        List<Double> smoothed = new ArrayList<>();
        frames(work, smoothed, new ArrayList<>());
        report.atMost("matrix, median", Contest.median(matrix), "ms", 8);
        report.atMost("chart, median", Contest.median(plain), "ms", 16);
        report.atMost("chart with its average, median", Contest.median(smoothed), "ms", 16);
    }

    private static void frames(PanelWork work, List<Double> chart, List<Double> matrix) throws Exception {
        for (int i = -WARM_UP; i < FRAMES; i++) {
            double chartMillis = PanelWork.onWindowThread(work::chart) / 1e6;
            double matrixMillis = PanelWork.onWindowThread(work::matrix) / 1e6;
            if (i >= 0) {
                chart.add(chartMillis);
                matrix.add(matrixMillis);
            }
            Thread.sleep(FRAME_MILLIS);
        }
    }
}
