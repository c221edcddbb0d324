package org.dinotwins.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import org.dinotwins.config.Presets;

/** The longest uninterrupted work on the FX thread while a user visits all workspaces, for the first time and again. */
final class HandlersBenchmark implements Benchmark {
    private static final double LIMIT = 50;

    @Override
    public String name() {
        return "handlers";
    }

    @Override
    public String what() {
        return "longest stretch of the FX thread's processor time by what the user did, at 1280 x 720";
    }

    @Override
    public void run(Report report) throws Exception {
        try (Screen screen = Screen.open()) {
            Path home = Files.createTempDirectory(Files.createDirectories(Jvm.directory()), "handlers");
            String output =
                    Jvm.ask(Journey.class, List.of("-XX:MaxRAMPercentage=35"), screen.environment(), home.toString());
            for (String one : output.split(";")) {
                String[] parts = one.split("=");
                report.atMost(parts[0], Double.parseDouble(parts[1]), "ms", LIMIT);
            }
        }
    }

    /** Uses the window in a separate JVM; prints each action with its longest uninterrupted work in milliseconds. */
    static final class Journey {
        private static final long SETTLE_MILLIS = 1500;
        private static final int MOVES = 10;
        private static final long TOKEN_NANOS = 1_000_000;
        private static final int WATCHED_STEPS = 10;

        private final Map<String, Double> longest = new LinkedHashMap<>();
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private String now = "";
        private long before;

        private Journey() {}

        public static void main(String[] arguments) throws Exception {
            Journey journey = new Journey();
            OpenWindow.open(Path.of(arguments[0]), Presets.load("quick"));
            journey.watch();
            journey.go();
            StringBuilder all = new StringBuilder();
            journey.longest.forEach((what, millis) -> all.append(all.isEmpty() ? "" : ";")
                    .append(what)
                    .append('=')
                    .append(millis));
            System.out.println(all);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }

        /**
         * Puts a token into the FX thread's queue whenever the previous one has come through. The time between two
         * tokens is one handler or one pulse, or several short ones.
         */
        private void watch() {
            Semaphore through = new Semaphore(1);
            Thread feeder = new Thread(
                    () -> {
                        while (true) {
                            through.acquireUninterruptibly();
                            LockSupport.parkNanos(TOKEN_NANOS);
                            Platform.runLater(() -> {
                                long spent = threads.getCurrentThreadCpuTime();
                                if (!now.isEmpty() && before > 0) {
                                    longest.merge(now, (spent - before) / 1e6, Math::max);
                                }
                                before = spent;
                                through.release();
                            });
                        }
                    },
                    "tokens");
            feeder.setDaemon(true);
            feeder.start();
        }

        private void go() throws Exception {
            does("the first seconds", () -> true);
            OpenWindow.until(() -> OpenWindow.usable("start"));
            visit("first showing of ");
            visit("showing again ");
            does("measure once more", () -> press("go-measure"));
            does("first showing of ablations", () -> press("page-ablations"));
            does("back to one network", () -> press("page-one-network"));
            does("back to the settings", () -> press("go-set_up"));
            does("choose a preset", () -> preset("dinotwins"));
            does("choose a preset again", () -> preset("quick"));
            does("move a slider", () -> slide("slider-objective-dinoShare"));
            start();
        }

        private void visit(String how) throws Exception {
            for (String place : List.of("live", "inspect", "measure", "runs", "set_up")) {
                does(how + place, () -> press("go-" + place));
            }
        }

        private void start() throws Exception {
            does("back to the first settings", () -> press("reset-config"));
            OpenWindow.until(() -> OpenWindow.usable("start"));
            does("start a run", () -> press("start"));
            does("watch it", () -> true);
            OpenWindow.until(() -> step() >= WATCHED_STEPS);
            does("pause", () -> press("pause"));
            does("stop", () -> press("stop"));
            OpenWindow.until(() -> OpenWindow.find("run-state")
                    .filter(n -> "Stopped".equals(((Labeled) n).getText()))
                    .isPresent());
            does("runs with a run", () -> press("go-runs"));
            does("inspect its first picture", () -> press("go-inspect"));
            OpenWindow.until(() -> OpenWindow.find("head-head-1").isPresent());
            does("another head", () -> press("head-head-1"));
            does("another head again", () -> press("head-head-2"));
            if (OpenWindow.usable("film-play")) {
                does("play the film", () -> press("film-play"));
            }
            does("measure with a run", () -> press("go-measure"));
            does("the other theme", () -> press("theme"));
            does("the other theme again", () -> press("theme"));
        }

        private void does(String what, Callable<Boolean> action) throws Exception {
            OpenWindow.onThread(() -> {
                now = what;
                return true;
            });
            OpenWindow.onThread(action);
            Thread.sleep(SETTLE_MILLIS);
            OpenWindow.onThread(() -> {
                now = "";
                return true;
            });
        }

        private static boolean press(String id) {
            OpenWindow.press(id);
            return true;
        }

        @SuppressWarnings("unchecked")
        private static boolean preset(String name) {
            ((ComboBox<String>) OpenWindow.find("presets").orElseThrow()).setValue(name);
            return true;
        }

        private static boolean slide(String id) {
            Slider slider = (Slider) OpenWindow.find(id).orElseThrow();
            for (int i = 0; i < MOVES; i++) {
                int move = i;
                Platform.runLater(() -> slider.setValue(
                        slider.getMin() + (slider.getMax() - slider.getMin()) * (move + 1) / (MOVES + 1)));
            }
            return true;
        }

        private static long step() {
            String digits = OpenWindow.find("run-step")
                    .map(n -> ((Labeled) n).getText().replaceAll("·.*", "").replaceAll("\\D", ""))
                    .orElse("");
            return digits.isEmpty() ? 0 : Long.parseLong(digits);
        }
    }
}
