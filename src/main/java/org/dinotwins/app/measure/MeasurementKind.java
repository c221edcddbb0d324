package org.dinotwins.app.measure;

import java.util.Arrays;
import java.util.List;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.measure.Measurement;
import org.dinotwins.measure.outcome.DomainsOutcome;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;

/** The kinds of measurement of a run, in display and execution order. */
enum MeasurementKind {
    PROBE(
            "Linear probe",
            "Linear classifiers on frozen features, compared with random weights, guessing and the same network "
                    + "trained end to end on the same labels. Takes minutes.",
            ProbeOutcome.class),
    KNN(
            "kNN",
            "Votes of the 10, 20, 100 and 200 nearest training pictures. The fastest measurement.",
            KnnOutcome.class),
    SEGMENTATION(
            "Attention",
            "Compares masks of 60 % of each head's attention with the objects' true masks. Needs a "
                    + "set with masks.",
            SegmentationOutcome.class),
    ROBUSTNESS(
            "Robustness",
            "Accuracy under 15 corruptions at 5 severities: 75 passes over the validation pictures.",
            RobustnessOutcome.class),
    DOMAINS(
            "Domains",
            "Trains classifiers on all domains but one and tests on that one. Needs PACS or Office-Home.",
            DomainsOutcome.class);

    private final String words;
    private final String help;
    private final Class<? extends Outcome> kind;

    MeasurementKind(String words, String help, Class<? extends Outcome> kind) {
        this.words = words;
        this.help = help;
        this.kind = kind;
    }

    String words() {
        return words;
    }

    String help() {
        return help;
    }

    /** Whether a result is of this kind. */
    boolean made(Outcome outcome) {
        return kind.isInstance(outcome);
    }

    static MeasurementKind of(Outcome outcome) {
        return Arrays.stream(values()).filter(t -> t.made(outcome)).findFirst().orElseThrow();
    }

    /** The measurement with these choices. */
    Measurement measurement(double share, int supervisedSteps, long seed) {
        return switch (this) {
            case PROBE -> new Measurement.Probe(share, Measurement.Probe.PLAIN.blocks(), false, supervisedSteps, seed);
            case KNN -> new Measurement.Knn(share, seed);
            case SEGMENTATION -> new Measurement.Segmentation();
            case ROBUSTNESS -> new Measurement.Robustness(List.of(Corruption.values()), seed);
            case DOMAINS -> new Measurement.Domains(seed);
        };
    }
}
