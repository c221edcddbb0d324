package org.dinotwins.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dinotwins.augment.corruption.Corruption;

/** A measurement to make, with every option that its result depends on. */
public sealed interface Measurement {
    /** Words for people. */
    String title();

    /** Short name, unique among the measurements of a run, fit for a file's name. */
    String slug();

    /**
     * Linear probe and logistic regression on frozen features, compared with random weights, a majority guess and the same
     * network trained end to end on the same labels.
     *
     * @param share           share of the training labels that may be used, above 0, up to 1
     * @param blocks          number of last blocks whose CLS tokens are used; 4 in the public DINO code for small networks
     * @param meanOfPatches   whether the mean of the patch tokens is appended
     * @param supervisedSteps batches of the end-to-end baseline; 0 for no baseline
     * @param seed            random seed for the subset, initial weights and order
     */
    record Probe(double share, int blocks, boolean meanOfPatches, int supervisedSteps, long seed)
            implements Measurement {
        /** Default number of batches of the end-to-end baseline: minutes for a small network on a CPU. */
        public static final int SUPERVISED_STEPS = 300;

        /** The public DINO code's choice for small networks, with all labels. */
        public static final Probe PLAIN = new Probe(1, 4, false, SUPERVISED_STEPS, 0);

        public Probe {
            checkShare(share);
            if (blocks < 1 || supervisedSteps < 0) {
                throw new IllegalArgumentException("The probe needs 1 block or more and 0 supervised steps or more.");
            }
        }

        @Override
        public String title() {
            return "Linear probe, " + percent(share) + " of the labels";
        }

        @Override
        public String slug() {
            boolean usual = supervisedSteps == 0 || supervisedSteps == SUPERVISED_STEPS;
            return "probe-" + percent(share).replaceAll("[^0-9.]", "") + "pct-seed" + seed
                    + (blocks == PLAIN.blocks ? "" : "-blocks" + blocks) + (meanOfPatches ? "-patches" : "")
                    + (usual ? "" : "-supervised" + supervisedSteps);
        }
    }

    /**
     * Nearest neighbours by cosine at k 10, 20, 100 and 200.
     *
     * @param share as in {@link Probe}
     * @param seed  random seed for the subset
     */
    record Knn(double share, long seed) implements Measurement {
        public Knn {
            checkShare(share);
        }

        @Override
        public String title() {
            return "kNN, " + percent(share) + " of the labels";
        }

        @Override
        public String slug() {
            return "knn-" + percent(share).replaceAll("[^0-9.]", "") + "pct-seed" + seed;
        }
    }

    /** Overlap of attention masks with instance masks over the validation split. */
    record Segmentation() implements Measurement {
        @Override
        public String title() {
            return "Attention segmentation";
        }

        @Override
        public String slug() {
            return "segmentation";
        }
    }

    /**
     * Accuracy under common corruptions.
     *
     * @param corruptions the corruptions to apply
     * @param seed        random seed for corruptions and classifiers
     */
    record Robustness(List<Corruption> corruptions, long seed) implements Measurement {
        public Robustness {
            corruptions = List.copyOf(corruptions);
            if (corruptions.isEmpty()) {
                throw new IllegalArgumentException("At least one corruption is needed.");
            }
        }

        @Override
        public String title() {
            return "Robustness";
        }

        @Override
        public String slug() {
            boolean all = corruptions.containsAll(List.of(Corruption.values()));
            return "robustness-seed" + seed
                    + (all
                            ? ""
                            : corruptions.stream()
                                    .distinct()
                                    .sorted()
                                    .map(c -> "-" + c.word())
                                    .collect(Collectors.joining()));
        }
    }

    /**
     * Leaves each domain out in turn: classifiers learn from the others and are measured on it.
     *
     * @param seed random seed for the classifiers
     */
    record Domains(long seed) implements Measurement {
        @Override
        public String title() {
            return "Leave one domain out";
        }

        @Override
        public String slug() {
            return "domains-seed" + seed;
        }
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of labels must be above 0 % and at most 100 %.");
        }
    }

    /** A share in per cent for people, such as {@code 10 %}. */
    static String percent(double share) {
        String digits = String.format(Locale.ROOT, "%.2f", 100 * share).replaceAll("\\.?0+$", "");
        return digits + " %";
    }
}
