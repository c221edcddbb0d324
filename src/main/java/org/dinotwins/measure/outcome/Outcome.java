package org.dinotwins.measure.outcome;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dinotwins.augment.corruption.Corruption;

/** What a measurement found. Shares are in 0..1, NaN where there was nothing to measure. */
public sealed interface Outcome {
    /** On what it was found. */
    About about();

    /** The result as tables, the most telling one first. */
    List<Sheet> sheets();

    /**
     * On what was measured, so that the figure can be found again.
     *
     * @param title      words for people
     * @param slug       name of the files it is kept in
     * @param run        name of the run's folder
     * @param step       step of the checkpoint
     * @param set        name and layout of the image set
     * @param root       its folder, to which pictures' paths are relative
     * @param train      labelled training pictures that were learnt from
     * @param validation pictures that were measured on
     * @param complete   false while the measurement goes on
     * @param notes      sentences for people: what was left out, limited or not measured, and why
     */
    record About(String title, String slug, String run, long step, String set, String root, int train, int validation,
                 boolean complete, List<String> notes) {
        public About {
            notes = List.copyOf(notes);
        }

        public About whole() {
            return new About(title, slug, run, step, set, root, train, validation, true, notes);
        }
    }

    /** Which network a figure is of. */
    enum Network {
        MAJORITY("Majority guess"), RANDOM("Random weights"), SUPERVISED("Supervised, end to end"), TRAINED("Trained");

        private final String words;

        Network(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** How its features were classified. */
    enum Method {
        NONE(""), PROBE("linear probe"), LOGISTIC("logistic regression"), KNN("kNN");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        /** For people; empty for a network that needs none. */
        public String words() {
            return words;
        }
    }

    /**
     * Result of a linear probe.
     *
     * @param scores     a row for each network and method, in the order of their enums
     * @param categories a row for each category, of the trained network's linear probe
     * @param names      the categories' names
     * @param judged     a row for each validation picture, of the trained network's linear probe
     */
    record ProbeOutcome(About about, List<Score> scores, List<CategoryScore> categories, List<String> names,
                        List<Judged> judged) implements Outcome {
        public ProbeOutcome {
            scores = scores.stream().sorted(Comparator.comparing(Score::network).thenComparing(Score::method)).toList();
            categories = List.copyOf(categories);
            names = List.copyOf(names);
            judged = List.copyOf(judged);
        }

        /** Pictures by true (row) and predicted category (column). */
        public int[][] confusion() {
            int[][] counts = new int[names.size()][names.size()];
            judged.forEach(j -> counts[j.truth()][j.predicted()]++);
            return counts;
        }

        @Override
        public List<Sheet> sheets() {
            return OutcomeTables.of(this);
        }
    }

    /**
     * Accuracies of one network.
     *
     * @param top1      largest object's category first
     * @param top5      largest object's category among the first five
     * @param precision mean average precision over all objects' categories; NaN where pictures have one category each
     * @param chosen    the learning rate or strength that was chosen, NaN where there is none
     */
    record Score(Network network, Method method, double top1, double top5, double precision, double chosen) {
    }

    /**
     * How one category fared.
     *
     * @param pictures  validation pictures of it
     * @param recall    share of them that were told
     * @param precision share of the pictures told to be of it that are
     * @param average   average precision over all pictures that show it; NaN where pictures have one category each
     */
    record CategoryScore(String name, int pictures, double recall, double precision, double average) {
    }

    /** What was said of a picture: its path below the set's folder, its category and the predicted one. */
    record Judged(String file, int truth, int predicted) {
    }

    /** Result of kNN: a row for each network and number of neighbours. */
    record KnnOutcome(About about, List<KnnScore> scores, double majority) implements Outcome {
        public KnnOutcome {
            scores = scores.stream().sorted(Comparator.comparing(KnnScore::network)
                    .thenComparingInt(KnnScore::neighbours)).toList();
        }

        @Override
        public List<Sheet> sheets() {
            return OutcomeTables.of(this);
        }
    }

    /** Accuracies of one network with so many neighbours. */
    record KnnScore(Network network, int neighbours, double top1, double top5) {
    }

    /**
     * Result of attention segmentation.
     *
     * @param scores   a row a network
     * @param centre   mean over objects of the overlap that a centred box of half the sides reaches
     * @param whole    the same of the whole picture
     * @param pictures of the trained network, in the order of the set
     */
    record SegmentationOutcome(About about, List<OverlapScore> scores, double centre, double whole,
                               List<PictureOverlap> pictures) implements Outcome {
        /** Bars of the histogram. */
        public static final int BARS = 20;

        public SegmentationOutcome {
            scores = List.copyOf(scores);
            pictures = List.copyOf(pictures);
        }

        /** Pictures by their overlap with the best head, in bars of equal width from 0 to 1. */
        public int[] histogram() {
            int[] bars = new int[BARS];
            pictures.forEach(p -> bars[Math.min(BARS - 1, (int) (p.best() * BARS))]++);
            return bars;
        }

        /** Pictures by their overlap, best first; of equal ones the earlier. */
        public List<PictureOverlap> ranked() {
            return IntStream.range(0, pictures.size()).boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -pictures.get(i).best()).thenComparing(i -> i))
                    .map(pictures::get).toList();
        }

        @Override
        public List<Sheet> sheets() {
            return OutcomeTables.of(this);
        }
    }

    /**
     * Overlaps of one network, means over all objects.
     *
     * @param objects objects that were compared
     * @param best    Jaccard index of the best head of each object, the DINO authors' rule
     * @param mean    Jaccard index, mean of heads
     * @param fixed   Jaccard index of the one head that is best over all objects
     */
    record OverlapScore(Network network, int objects, double best, double mean, double fixed) {
    }

    /** Overlaps in one picture: means over its objects of the best head and of all heads. */
    record PictureOverlap(String file, double best, double mean) {
    }

    /**
     * Result of corruptions.
     *
     * @param cleanKnn   top-1 by 20 neighbours on the pictures as they are
     * @param cleanProbe top-1 by logistic regression on the pictures as they are
     * @param majority   share of the commonest training category
     * @param cells      one a corruption and severity
     */
    record RobustnessOutcome(About about, double cleanKnn, double cleanProbe, double majority, List<Cell> cells)
            implements Outcome {
        public RobustnessOutcome {
            cells = List.copyOf(cells);
        }

        /** Corruptions that were measured, in their order. */
        public List<Corruption> corruptions() {
            return cells.stream().map(Cell::corruption).distinct().sorted().toList();
        }

        /** Mean of the severities of one corruption. */
        public Cell mean(Corruption of) {
            return mean(cells.stream().filter(c -> c.corruption() == of).toList(), of);
        }

        /** Mean over all corruptions at one severity. */
        public Cell mean(int severity) {
            Cell mean = mean(cells.stream().filter(c -> c.severity() == severity).toList(), Corruption.values()[0]);
            return new Cell(mean.corruption(), severity, mean.knn(), mean.probe(), mean.cka());
        }

        /** Mean performance under corruption: over all corruptions and severities. */
        public Cell mean() {
            return mean(cells, Corruption.values()[0]);
        }

        private static Cell mean(List<Cell> some, Corruption corruption) {
            return new Cell(corruption, 0, some.stream().mapToDouble(Cell::knn).average().orElse(Double.NaN),
                    some.stream().mapToDouble(Cell::probe).average().orElse(Double.NaN),
                    some.stream().mapToDouble(Cell::cka).average().orElse(Double.NaN));
        }

        @Override
        public List<Sheet> sheets() {
            return OutcomeTables.of(this);
        }
    }

    /**
     * One corruption at one severity.
     *
     * @param severity 1 to 5; 0 for a mean
     * @param knn      top-1 by 20 neighbours
     * @param probe    top-1 by logistic regression
     * @param cka      linear CKA between the features of clean and corrupted pictures
     */
    record Cell(Corruption corruption, int severity, double knn, double probe, double cka) {
    }

    /** Result of leaving each domain out in turn: a row a domain and network. */
    record DomainsOutcome(About about, List<DomainScore> scores) implements Outcome {
        public DomainsOutcome {
            scores = List.copyOf(scores);
        }

        @Override
        public List<Sheet> sheets() {
            return OutcomeTables.of(this);
        }
    }

    /**
     * One domain left out.
     *
     * @param domain   the one that was measured on
     * @param pictures its pictures
     * @param majority share of the category that is commonest in the other domains
     * @param knnIn    kNN top-1 on held-out pictures of the other domains
     * @param knnOut   kNN top-1 on the domain left out
     * @param probeIn  logistic regression's top-1 on held-out pictures of the other domains
     * @param probeOut logistic regression's top-1 on the domain left out
     */
    record DomainScore(String domain, Network network, int pictures, double majority, double knnIn, double knnOut,
                       double probeIn, double probeOut) {
    }
}
