package org.dinotwins.run;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dinotwins.config.RunConfig;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.TeacherKnn;
import org.dinotwins.run.evaluation.EvaluationPictures;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.Trainer;

/** Measures the teacher's kNN accuracy at regular steps of a run, if its image set has labels. */
final class KnnDuringTraining {
    /** Limits on neighbours and on classified pictures, so that a measurement takes seconds rather than minutes on a CPU. */
    private static final int MAX_NEIGHBOURS = 2000;

    private static final int MAX_CLASSIFIED = 500;

    private final long interval;
    private final Optional<TeacherKnn> knn;

    KnnDuringTraining(RunConfig config, ImageSet set, int stepsPerEpoch) {
        EvaluationPictures pictures = EvaluationPictures.of(set, MAX_NEIGHBOURS, MAX_CLASSIFIED);
        List<Picture> classified = pictures.validation().stream()
                .filter(p -> p.label().isPresent())
                .toList();
        double every = config.train().knnEveryEpochs();
        this.interval = every > 0 ? Math.max(1, Math.round(every * stepsPerEpoch)) : 0;
        this.knn =
                interval == 0 || classified.isEmpty() || pictures.neighbours().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new TeacherKnn(
                                config.model(),
                                pictures.neighbours(),
                                classified,
                                set.categories().size(),
                                config.train().device()));
    }

    /** True when the accuracy is requested but the set has no labels. */
    boolean impossible() {
        return interval > 0 && knn.isEmpty();
    }

    /** The step, with the kNN accuracy if it is due after this step. */
    StepRecord read(Trainer trainer, StepRecord step, BooleanSupplier mayContinue) throws ComputationException {
        if (knn.isEmpty() || trainer.position().step() % interval != 0) {
            return step;
        }
        double top1 = knn.get().measure(trainer, mayContinue);
        trainer.endPause();
        return step.withKnn(top1);
    }
}
