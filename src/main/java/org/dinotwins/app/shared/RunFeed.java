package org.dinotwins.app.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.dinotwins.run.RunState;
import org.dinotwins.run.TrainingService;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/**
 * Takes in what the training thread tells and hands it to the window at the window's own pace: the trainer never
 * waits, the window never misses a step. Safe for any thread.
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
        this((state, message) -> { });
    }

    /** @param onState hears of every new state and its message, on the training thread */
    public RunFeed(BiConsumer<RunState, String> onState) {
        this.onState = onState;
    }

    /**
     * Where the run stands, for whoever only wants that.
     *
     * @param step   the newest one, null before the first
     * @param device null before it was chosen
     */
    public record Latest(StepRecord step, ComputeDevice device, RunState state, String message) {
    }

    /**
     * What has come since the last call.
     *
     * @param steps       in order; may be empty
     * @param alarms      in order; may be empty
     * @param correlation the newest one, null when none has come
     * @param device      null when it was not told since the last call
     * @param state       null when it has not changed since the last call
     * @param message     belongs to {@code state}
     */
    public record News(List<StepRecord> steps, List<Alarm> alarms, CorrelationSnapshot correlation,
                       ComputeDevice device, RunState state, String message) {
    }

    /** Where the run stands; takes nothing away from {@link #take()}. */
    public synchronized Latest latest() {
        return latest;
    }

    /** Takes what has come and forgets it here: for one taker, the Live workspace. */
    public synchronized News take() {
        News news = new News(steps, alarms, correlation, device, state, message);
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
