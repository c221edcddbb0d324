package org.dinotwins.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import javafx.application.Platform;
import javafx.stage.Window;
import org.dinotwins.app.WorkbenchApp;

/** From the start of the JVM to the first frame of the window, in fresh JVMs. */
final class StartBenchmark implements Benchmark {
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String what() {
        return "from the start of the JVM to the first frame of the window, on the display if there is one";
    }

    @Override
    public void run(Report report) throws Exception {
        List<String> options = new ArrayList<>();
        String display = System.getenv("DISPLAY");
        if (display == null || display.isBlank()) {
            options.addAll(PanelsBenchmark.NO_SCREEN);
        }
        Path home = Files.createDirectories(Jvm.directory().resolve("home"));
        options.add("-Ddinotwins.state=" + home.resolve("window.json"));
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            seconds.add(Double.parseDouble(Jvm.first(FirstFrame.class, options)));
        }
        report.atMost("first window, median of " + ROUNDS, Contest.median(seconds), "s", 2);
    }

    /** Opens the window, prints the seconds since the JVM began and waits to be ended. */
    static final class FirstFrame {
        private static final long LOOK_MILLIS = 5;

        private FirstFrame() {
        }

        public static void main(String[] arguments) {
            PanelsBenchmark.TOOLKIT.setLevel(Level.SEVERE);
            Thread watcher = new Thread(FirstFrame::watch, "watcher");
            watcher.setDaemon(true);
            watcher.start();
            WorkbenchApp.launchWindow(arguments);
        }

        private static void watch() {
            while (true) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                    Platform.runLater(FirstFrame::look);
                } catch (IllegalStateException e) {
                    // JavaFX is not up yet.
                    continue;
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private static void look() {
            for (Window window : Window.getWindows()) {
                if (window.isShowing() && window.getScene() != null) {
                    window.getScene().addPostLayoutPulseListener(() -> {
                        System.out.println((System.currentTimeMillis()
                                - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3);
                        System.out.flush();
                    });
                    Platform.requestNextPulse();
                }
            }
        }
    }
}
