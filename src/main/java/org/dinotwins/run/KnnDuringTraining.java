package org.dinotwins.run;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dinotwins.config.RunConfig;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.TeacherKnn;
import org.dinotwins.train.StepRecord;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingException;

/** Reads the teacher's kNN accuracy at the chosen interval of a run, where its set has labels. */
final class KnnDuringTraining {
    /** Most pictures that vote and that are asked: a reading takes seconds, not minutes, on a CPU. */
    private static final int MOST_BANK = 2000;
    private static final int MOST_ASKED = 500;

    private final long interval;
    private final Optional<TeacherKnn> knn;

    KnnDuringTraining(RunConfig config, ImageSet set, int stepsPerEpoch) {
        EvaluationPictures pictures = EvaluationPictures.of(set, MOST_BANK, MOST_ASKED);
        List<Picture> asked = pictures.validation().stream().filter(p -> p.label().isPresent()).toList();
        double every = config.train().knnEveryEpochs();
        this.interval = every > 0 ? Math.max(1, Math.round(every * stepsPerEpoch)) : 0;
        this.knn = interval == 0 || asked.isEmpty() || pictures.neighbours().isEmpty() ? Optional.empty()
                : Optional.of(new TeacherKnn(config.model(), pictures.neighbours(), asked, set.categories().size(),
                        config.train().device()));
    }

    /** True when readings are asked for but the set has no labels. */
    boolean impossible() {
        return interval > 0 && knn.isEmpty();
    }

    /** The step with a reading, if one is due after it. */
    StepRecord read(Trainer trainer, StepRecord step, BooleanSupplier goOn) throws TrainingException {
        if (knn.isEmpty() || step.step() % interval != 0) {
            return step;
        }
        double top1 = knn.get().measure(trainer, goOn);
        trainer.endPause();
        return step.withKnn(top1);
    }
}
