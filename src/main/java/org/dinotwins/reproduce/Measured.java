package org.dinotwins.reproduce;

import java.util.Optional;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.run.evaluation.Evaluation;

/**
 * What was measured of one run; empty where the image set does not allow it.
 *
 * @param evaluation scores that every evaluation has
 * @param probe      classifiers with a share of the labels
 */
record Measured(
        Optional<Evaluation> evaluation,
        Optional<ProbeOutcome> probe,
        Optional<KnnOutcome> knn,
        Optional<SegmentationOutcome> segmentation,
        Optional<RobustnessOutcome> robustness) {}
