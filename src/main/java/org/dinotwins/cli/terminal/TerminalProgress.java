package org.dinotwins.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.SetListing;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.StepRecord;

/** Progress on standard error: a bar on a terminal, else a plain line every few seconds. */
public final class TerminalProgress implements TrainingService.Listener, Progress {
    private static final int BAR_INTERVAL_MILLIS = 200;
    private static final long LINE_INTERVAL = TimeUnit.SECONDS.toNanos(5);
    /** Units of a full bar. */
    private static final int BAR_UNITS = 1000;

    private static final int BAR_WIDTH = 16;
    /** The library's mark for a bar without a known end. */
    private static final int INDEFINITE = -1;

    private final PrintWriter err;
    private final boolean terminal;
    private final int columns;
    private long maxSteps;
    private long lastLineAt;
    private List<String> shownSet = List.of();
    private ProgressBar bar;
    private boolean started;
    private String failure = "";

    TerminalProgress(PrintWriter err, boolean terminal, int columns) {
        this.err = err;
        this.terminal = terminal;
        this.columns = columns;
        this.lastLineAt = System.nanoTime() - LINE_INTERVAL;
    }

    /** @param err the command's writer to standard error */
    public static TerminalProgress on(PrintWriter err) {
        boolean terminal = StandardError.isTerminal();
        return new TerminalProgress(
                err, terminal, terminal ? new ConsoleProgressBarConsumer(System.err).getMaxRenderedLength() : 0);
    }

    /** @param steps number of steps after which the run will be ended; 0 for the whole schedule */
    public synchronized void expect(long steps) {
        maxSteps = steps;
    }

    /** True once training has begun. */
    public synchronized boolean started() {
        return started;
    }

    /** Why the run failed; empty if it did not. */
    public synchronized String failure() {
        return failure;
    }

    @Override
    public synchronized void onStep(StepRecord s) {
        double remaining = remainingSeconds(s);
        if (terminal || lineDue() || s.step() == 1 || remaining == 0) {
            show(
                    s.elapsedSeconds() / (s.elapsedSeconds() + remaining),
                    String.format(
                            Locale.ROOT,
                            "step %d  epoch %.1f%s  total %s  DINO %s  Barlow %s%s  lr %.2e  %.0f images/s",
                            s.step(),
                            s.epoch(),
                            remaining > 0 ? "  " + Progress.left(remaining) : "",
                            number(s.total()),
                            number(s.dino()),
                            number(s.barlow()),
                            Double.isNaN(s.dinoShare())
                                    ? ""
                                    : String.format(Locale.ROOT, "  DINO's share %.2f", s.dinoShare()),
                            s.learningRate(),
                            s.imagesPerSecond()));
        }
    }

    private double remainingSeconds(StepRecord s) {
        double whole = s.remainingSeconds();
        return maxSteps == 0
                ? whole
                : Math.min(whole, Math.max(0, s.elapsedSeconds() / s.step() * (maxSteps - s.step())));
    }

    @Override
    public synchronized void onAlarm(Alarm alarm) {
        line("! step " + alarm.step() + ": " + alarm.happened() + " " + alarm.advice());
    }

    @Override
    public synchronized void onImageSet(ImageSet set) {
        opened(set);
    }

    /** Prints what an image set holds and what was skipped in it; not again for the same set. */
    @Override
    public synchronized void opened(ImageSet set) {
        List<String> lines = SetListing.brief(set);
        if (!lines.equals(shownSet)) {
            shownSet = lines;
            lines.forEach(this::line);
        }
    }

    @Override
    public synchronized void onDevice(ComputeDevice device) {
        line(device.name() + ". " + device.reason());
    }

    @Override
    public synchronized void onState(RunState state, String message) {
        started |= state == RunState.RUNNING;
        if (state == RunState.FAILED) {
            failure = message;
            endLine();
        } else {
            line(message);
        }
    }

    @Override
    public synchronized void at(double share, String what) {
        if (terminal) {
            show(share, what);
        } else if (lineDue() || share == 1) {
            show(share, share < 0 ? what : String.format(Locale.ROOT, "%s: %.0f %%", what, 100 * share));
        }
    }

    private boolean lineDue() {
        return System.nanoTime() - lastLineAt >= LINE_INTERVAL;
    }

    private void show(double share, String text) {
        if (!terminal) {
            lastLineAt = System.nanoTime();
            err.println(text);
            err.flush();
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setInitialMax(BAR_UNITS)
                    .setUpdateIntervalMillis(BAR_INTERVAL_MILLIS)
                    .setRenderer(TerminalProgress::render)
                    .setConsumer(new DelegatingProgressBarConsumer(this::overwrite, columns))
                    .build();
        }
        bar.maxHint(share < 0 ? INDEFINITE : BAR_UNITS);
        bar.stepTo(Math.round(BAR_UNITS * Math.max(0, Math.min(1, share))));
        bar.setExtraMessage(text);
    }

    private void overwrite(String text) {
        err.print("\r" + text);
        err.flush();
    }

    /** The bar and its text in exactly {@code columns} characters, so that it covers the text before it. */
    private static String render(ProgressState state, int columns) {
        String text = state.getExtraMessage();
        if (!state.isIndefinite()) {
            double share = state.getNormalizedProgress();
            text = String.format(
                    Locale.ROOT,
                    "%3.0f %% [%-" + BAR_WIDTH + "s] %s",
                    100 * share,
                    "=".repeat((int) (BAR_WIDTH * share)),
                    text);
        }
        return text.length() > columns ? text.substring(0, columns) : text + " ".repeat(columns - text.length());
    }

    /** Prints a line that stays. */
    public synchronized void line(String text) {
        endLine();
        err.println(text);
        err.flush();
    }

    /** Ends the bar, so that something else can be printed below it. */
    public synchronized void endLine() {
        if (bar != null) {
            bar.close();
            bar = null;
            err.println();
            err.flush();
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
