package org.dinotwins.app.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.SettingChange;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.LiveSettings;
import org.dinotwins.run.RunFolder;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/**
 * What the folder of a run tells of its training.
 *
 * @param finder      has looked at all of {@code steps}
 * @param changes     what the user changed, oldest first
 * @param steering    what holds after the last change
 * @param alarms      oldest first
 * @param correlation the last matrix, empty for a run without Barlow Twins
 */
record SavedRun(RunConfig config, RunFolder.Summary summary, RunCurves curves, List<StepRecord> steps,
                ChangeDetector finder, List<SettingChange> changes, LiveSettings steering, List<Alarm> alarms,
                Optional<CorrelationSnapshot> correlation) {
    /** Reads a run's folder, which takes a while for a long run. */
    static SavedRun read(Path path) throws WorkbenchException {
        RunFolder run = RunFolder.open(path);
        List<StepRecord> steps = run.metrics();
        ChangeDetector finder = new ChangeDetector(run.config());
        return new SavedRun(run.config(), run.summary(), RunCurves.of(steps), steps, finder, finder.in(steps),
                run.steering(), run.alarms(), run.correlation());
    }
}
