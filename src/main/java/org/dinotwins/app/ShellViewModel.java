package org.dinotwins.app;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dinotwins.app.shared.RunFeed;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.run.RunState;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.StepRecord;

/** State of the window frame: the compute device and why it was chosen, and the current run with its commands. */
final class ShellViewModel {
    private static final String NO_RUN = "No run in progress";

    private final WorkbenchState workbench;
    private final ReadOnlyStringWrapper runName = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper stateText = new ReadOnlyStringWrapper(NO_RUN);
    private final ReadOnlyStringWrapper stepText = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("Starting PyTorch");
    private final ReadOnlyStringWrapper deviceReason = new ReadOnlyStringWrapper("loading the native library");
    private final ReadOnlyObjectWrapper<DeviceMood> deviceStyle = new ReadOnlyObjectWrapper<>(DeviceMood.LOADING);

    /** Style of the device line. */
    public enum DeviceMood {
        LOADING,
        GPU,
        CPU,
        BROKEN
    }

    public ShellViewModel(WorkbenchState workbench) {
        this.workbench = workbench;
        workbench.currentProperty().addListener((of, old, run) -> refresh());
        workbench.stateProperty().addListener((of, old, is) -> refresh());
    }

    /** Loads the engine in the background and shows which device AUTO would select. */
    public void askDevice() {
        workbench.background().call(() -> ComputeDevice.choose(DevicePreference.AUTO), this::showDevice, e -> {
            device.set("No engine");
            deviceReason.set(e.getMessage());
            deviceStyle.set(DeviceMood.BROKEN);
        });
    }

    private void showDevice(ComputeDevice chosen) {
        device.set(chosen.name());
        deviceReason.set(chosen.reason());
        deviceStyle.set(chosen.cuda() ? DeviceMood.GPU : DeviceMood.CPU);
    }

    /** Reads the current run; the window calls this a few times a second. */
    public void refresh() {
        WorkbenchState.Current run = workbench.currentProperty().get();
        if (run == null) {
            stateText.set(workbench.active() ? word(RunState.PREPARING) : NO_RUN);
            return;
        }
        RunFeed.Latest latest = run.feed().latest();
        if (workbench.active() && run.over()) {
            // A new run is starting and has no folder yet.
            stateText.set(word(RunState.PREPARING));
            runName.set("");
            stepText.set("");
            message.set("");
            share.set(0);
            return;
        }
        runName.set(run.folder().getFileName().toString());
        stateText.set(word(latest.state()));
        message.set(latest.message());
        if (latest.device() != null) {
            showDevice(latest.device());
        }
        StepRecord step = latest.step();
        share.set(
                step == null
                        ? 0
                        : Math.min(1, step.epoch() / run.config().train().epochs()));
        stepText.set(step == null ? "" : progress(latest.state(), step, share.get()));
    }

    private static String progress(RunState state, StepRecord step, double share) {
        String done = String.format(Locale.ROOT, "step %,d · %.0f %%", step.step(), 100 * share);
        return state == RunState.RUNNING || state == RunState.PAUSED
                ? done + " · " + duration(step.remainingSeconds()) + " left"
                : done;
    }

    /** A duration as text: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds) || seconds < 0) {
            return "–";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    private static String word(RunState state) {
        return switch (state) {
            case PREPARING -> "Preparing";
            case RUNNING -> "Running";
            case PAUSED -> "Paused";
            case STOPPED -> "Stopped";
            case FINISHED -> "Finished";
            case FAILED -> "Failed";
        };
    }

    /** Pauses a running run or resumes a paused one; otherwise does nothing. */
    public void togglePause() {
        if (workbench.stateProperty().get() == RunState.RUNNING) {
            workbench.service().pause();
        } else if (workbench.stateProperty().get() == RunState.PAUSED) {
            workbench.service().resume();
        }
    }

    /** Stops the run after the current step. */
    public void stop() {
        if (workbench.active()) {
            workbench.service().stop();
        }
    }

    /** Whether a run occupies the engine. */
    public BooleanBinding active() {
        return Bindings.createBooleanBinding(workbench::active, workbench.stateProperty());
    }

    /** State of the run started last; null before the first. */
    public ReadOnlyObjectProperty<RunState> stateProperty() {
        return workbench.stateProperty();
    }

    /** The run state as text. */
    public ReadOnlyStringProperty stateTextProperty() {
        return stateText.getReadOnlyProperty();
    }

    /** Name of the run's folder; empty before the first run. */
    public ReadOnlyStringProperty runNameProperty() {
        return runName.getReadOnlyProperty();
    }

    /** Step, progress and remaining time; empty before the first step. */
    public ReadOnlyStringProperty stepTextProperty() {
        return stepText.getReadOnlyProperty();
    }

    /** Completed fraction of the schedule, 0..1. */
    public ReadOnlyDoubleProperty shareProperty() {
        return share.getReadOnlyProperty();
    }

    /** The engine's message about the run. */
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** The device as short text. */
    public ReadOnlyStringProperty deviceProperty() {
        return device.getReadOnlyProperty();
    }

    /** Why this device was chosen. */
    public ReadOnlyStringProperty deviceReasonProperty() {
        return deviceReason.getReadOnlyProperty();
    }

    /** Style of the device line. */
    public ReadOnlyObjectProperty<DeviceMood> deviceStyleProperty() {
        return deviceStyle.getReadOnlyProperty();
    }
}
