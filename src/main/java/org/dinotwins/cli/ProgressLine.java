package org.dinotwins.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.StepRecord;

/** One line that tells how far a run is: written over itself on a terminal, anew every few seconds elsewhere. */
final class ProgressLine implements TrainingService.Listener, Progress {
    private static final long ON_TERMINAL = 200_000_000L;
    private static final long ELSEWHERE = 5_000_000_000L;
    private static final int MINUTE = 60;

    private final PrintWriter out;
    private final boolean terminal;
    private long totalSteps;
    private long told;
    private int width;
    private boolean running;
    private String failure = "";

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error: written over itself where a person looks on. */
    static ProgressLine on(PrintWriter err) {
        return new ProgressLine(err, System.console() != null);
    }

    /** The steps that the run will do, for the share. */
    synchronized void expect(long steps) {
        totalSteps = steps;
    }

    /** True once the first step was about to be done. */
    synchronized boolean hasRun() {
        return running;
    }

    /** What a failed run said. */
    synchronized String failure() {
        return failure;
    }

    @Override
    public synchronized void onStep(StepRecord s) {
        if (due() || s.step() == 1 || s.remainingSeconds() == 0) {
            show(String.format(Locale.ROOT, "step %d  epoch %.1f  total %s  DINO %s  Barlow %s  lr %.2e  %.0f images/s  "
                    + "%s left", s.step(), s.epoch(), number(s.total()), number(s.dino()), number(s.barlow()),
                    s.learningRate(), s.imagesPerSecond(), time(remaining(s))));
        }
    }

    private double remaining(StepRecord s) {
        double whole = s.remainingSeconds();
        if (totalSteps == 0) {
            return whole;
        }
        return Math.min(whole, s.elapsedSeconds() / s.step() * (totalSteps - s.step()));
    }

    @Override
    public synchronized void onAlarm(Alarm alarm) {
        line("! step " + alarm.step() + ": " + alarm.happened() + " " + alarm.advice());
    }

    @Override
    public synchronized void onDevice(ComputeDevice device) {
        line(device.name() + ". " + device.reason());
    }

    @Override
    public synchronized void onState(RunState state, String message) {
        running |= state == RunState.RUNNING;
        if (state == RunState.FAILED) {
            failure = message;
            endLine();
        } else {
            line(message);
        }
    }

    @Override
    public synchronized void at(double share, String what) {
        if (due() || share == 1) {
            show(share < 0 ? what : String.format(Locale.ROOT, "%s: %.0f %%", what, 100 * share));
        }
    }

    private boolean due() {
        return System.nanoTime() - told >= (terminal ? ON_TERMINAL : ELSEWHERE);
    }

    private void show(String text) {
        told = System.nanoTime();
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            width = text.length();
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** A line that stays. */
    synchronized void line(String text) {
        endLine();
        out.println(text);
        out.flush();
    }

    /** Ends a line that is written over itself, before something else is printed. */
    synchronized void endLine() {
        if (width > 0) {
            out.println();
            out.flush();
            width = 0;
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Seconds as people say them. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < MINUTE * MINUTE) {
            return whole / MINUTE + " min " + whole % MINUTE + " s";
        }
        return whole / (MINUTE * MINUTE) + " h " + whole / MINUTE % MINUTE + " min";
    }
}
