package org.dinotwins.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.train.CheckpointHeader;
import org.dinotwins.train.SchedulePosition;
import org.dinotwins.train.Trainer;

/** The checkpoint from which a run is resumed, and the trainer that takes its state. */
record ResumedState(Checkpoint from, Trainer trainer) {
    /**
     * Loads the checkpoint into the trainer.
     *
     * @return a sentence for the user if an epoch has another number of steps than before
     * @throws WorkbenchException if the file is damaged or does not belong to these settings
     */
    Optional<String> load() throws WorkbenchException {
        refuseReduced();
        SchedulePosition saved;
        try {
            try (FileChannel file = FileChannel.open(from.file())) {
                saved = trainer.load(file);
            }
        } catch (IOException e) {
            throw new CheckpointException(from.file(), e);
        }
        if (trainer.step() != from.step()) {
            throw new WorkbenchException("The checkpoint " + from.file() + " is of step " + trainer.step()
                    + ", not of step " + from.step() + ": it was renamed.");
        }
        long now = trainer.position().stepsPerEpoch();
        return saved.stepsPerEpoch() == now
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "An epoch now has %,d steps instead of %,d: the run and its schedules continue at epoch %.2f.",
                        now,
                        saved.stepsPerEpoch(),
                        saved.epoch()));
    }

    private void refuseReduced() throws WorkbenchException {
        boolean complete;
        try (FileChannel file = FileChannel.open(from.file())) {
            complete = CheckpointHeader.read(file).complete();
        } catch (IOException e) {
            throw new CheckpointException(from.file(), e);
        }
        if (!complete) {
            throw new WorkbenchException("The checkpoint " + from.file() + " holds only the backbones, too little to "
                    + "resume training from. Start a new run.");
        }
    }
}
