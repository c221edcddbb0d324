package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.dinotwins.table.Table;

/** The result of a measurement. Shares are in 0..1, NaN where there was nothing to measure. */
public sealed interface Outcome
        permits ProbeOutcome, KnnOutcome, SegmentationOutcome, RobustnessOutcome, DomainsOutcome {
    /** Where the result comes from. */
    About about();

    /** The result as tables, the most important one first. */
    List<Table> tables();

    /**
     * Where a result comes from, so that it can be reproduced.
     *
     * @param title      words for people
     * @param slug       name of the files that hold it
     * @param run        name of the run's folder, or of the file of weights
     * @param step       step of the checkpoint; 0 for imported weights
     * @param set        name and layout of the image set
     * @param root       folder of the image set, to which pictures' paths are relative
     * @param train      number of labelled training pictures that the classifiers learnt from
     * @param validation number of pictures measured
     * @param complete   false for an intermediate result
     * @param notes      sentences for people: what was skipped, limited or not measured, and why
     */
    record About(
            String title,
            String slug,
            String run,
            long step,
            String set,
            String root,
            int train,
            int validation,
            boolean complete,
            List<String> notes) {
        /** Occurs in a note about a figure that a floor reaches too. */
        public static final String NOT_ABOVE_FLOOR = "NOT ABOVE THE FLOOR";

        public About {
            notes = List.copyOf(notes);
        }

        /** The network that was measured, for people: run and step, or the file of weights. */
        public String network() {
            return step > 0 ? String.format(Locale.ROOT, "%s, step %,d", run, step) : run;
        }

        /** The same for a final result. */
        public About completed() {
            return new About(title, slug, run, step, set, root, train, validation, true, notes);
        }
    }

    /** The same result, marked as final. */
    Outcome completed();

    /** The highest of some floors; empty if none was measured. Of equal ones the first counts. */
    static Optional<Floor> best(Stream<Floor> floors) {
        return floors.filter(floor -> !Double.isNaN(floor.value())).max(Comparator.comparingDouble(Floor::value));
    }

    /** The network that a figure belongs to, or the floor without a network. */
    enum Network {
        MAJORITY("Majority guess"),
        HISTOGRAM("Colour histogram"),
        PIXELS("Raw grey pixels"),
        HOG("HOG"),
        RANDOM("Random weights"),
        SUPERVISED("Supervised, end to end"),
        TRAINED("Trained");

        private final String words;

        Network(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }

        /** Whether a figure needs no learning, so that a trained network's has to be higher. */
        public boolean isFloor() {
            return this != TRAINED && this != SUPERVISED;
        }
    }
}
