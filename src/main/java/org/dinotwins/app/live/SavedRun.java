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
 * The training history in the folder of a run.
 *
 * @param detector    the detector after reading all of {@code steps}
 * @param changes     changes by the user, oldest first
 * @param settings    settings in force after the last change
 * @param alarms      oldest first
 * @param correlation the last matrix, empty for a run without Barlow Twins
 */
record SavedRun(
        RunConfig config,
        RunFolder.Summary summary,
        RunCurves curves,
        List<StepRecord> steps,
        ChangeDetector detector,
        List<SettingChange> changes,
        LiveSettings settings,
        List<Alarm> alarms,
        Optional<CorrelationSnapshot> correlation) {
    /** Reads the folder of a run; slow for a long run. */
    static SavedRun read(Path path) throws WorkbenchException {
        RunFolder run = RunFolder.open(path);
        List<StepRecord> steps = run.metrics();
        ChangeDetector detector = new ChangeDetector(run.config());
        return new SavedRun(
                run.config(),
                run.summary(),
                RunCurves.of(steps),
                steps,
                detector,
                detector.changes(steps),
                run.liveSettings(),
                run.alarms(),
                run.correlation());
    }
}
