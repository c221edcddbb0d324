package org.dinotwins.app.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/**
 * Buffers events of the training thread until the window reads them. The trainer never waits, and the window misses no
 * step. Thread-safe.
 */
public final class RunFeed implements TrainingService.Listener {
    private final BiConsumer<RunState, String> onState;
    private List<StepRecord> steps = new ArrayList<>();
    private List<Alarm> alarms = new ArrayList<>();
    private CorrelationSnapshot correlation;
    private ComputeDevice device;
    private RunState state;
    private String message = "";
    private Latest latest = new Latest(null, null, RunState.PREPARING, "");

    public RunFeed() {
        this((state, message) -> {});
    }

    /** @param onState receives every new state and its message, on the training thread */
    public RunFeed(BiConsumer<RunState, String> onState) {
        this.onState = onState;
    }

    /**
     * The latest state of the run.
     *
     * @param step   the newest step; null before the first
     * @param device null before it was chosen
     */
    public record Latest(StepRecord step, ComputeDevice device, RunState state, String message) {}

    /**
     * Events since the last call.
     *
     * @param steps       in order; may be empty
     * @param alarms      in order; may be empty
     * @param correlation the newest matrix; null if none since the last call
     * @param device      null if not reported since the last call
     * @param state       null if unchanged since the last call
     * @param message     message of {@code state}
     */
    public record Events(
            List<StepRecord> steps,
            List<Alarm> alarms,
            CorrelationSnapshot correlation,
            ComputeDevice device,
            RunState state,
            String message) {}

    /** The latest state; does not consume anything from {@link #take()}. */
    public synchronized Latest latest() {
        return latest;
    }

    /** Returns and clears the buffered events; for a single reader, the Live workspace. */
    public synchronized Events take() {
        Events news = new Events(steps, alarms, correlation, device, state, message);
        steps = new ArrayList<>();
        alarms = new ArrayList<>();
        correlation = null;
        device = null;
        state = null;
        return news;
    }

    @Override
    public synchronized void onStep(StepRecord step) {
        steps.add(step);
        latest = new Latest(step, latest.device(), latest.state(), latest.message());
    }

    @Override
    public synchronized void onCorrelation(CorrelationSnapshot snapshot) {
        correlation = snapshot;
    }

    @Override
    public synchronized void onAlarm(Alarm alarm) {
        alarms.add(alarm);
    }

    @Override
    public synchronized void onDevice(ComputeDevice chosen) {
        device = chosen;
        latest = new Latest(latest.step(), chosen, latest.state(), latest.message());
    }

    @Override
    public void onState(RunState newState, String newMessage) {
        synchronized (this) {
            state = newState;
            message = newMessage;
            latest = new Latest(latest.step(), latest.device(), newState, newMessage);
        }
        onState.accept(newState, newMessage);
    }
}
