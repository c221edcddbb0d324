package org.dinotwins.eval;

import java.util.List;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.Knn;

/** Classifies pictures by the features of labelled pictures with weighted kNN, see {@link Knn}. */
public final class KnnEvaluation {
    /** Number of neighbours of the main score: the public DINO code reports its best accuracies with 10 and 20. */
    public static final int NEIGHBOURS = 20;

    private final Knn knn;

    /**
     * @param bank    pictures whose labels vote; unlabelled ones are ignored
     * @param classes number of classes
     */
    public KnnEvaluation(PictureFeatures bank, int classes) {
        PictureFeatures labelled = bank.labelled();
        this.knn = new Knn(labelled.features(), labelled.labels(), classes);
    }

    /** Classifies the labelled pictures among these, with {@link #NEIGHBOURS} neighbours. */
    public Classification classify(PictureFeatures queries) {
        return classify(queries, NEIGHBOURS).get(0);
    }

    /** Like {@link #classify(PictureFeatures)}, once per number of neighbours. */
    public List<Classification> classify(PictureFeatures queries, int... neighbours) {
        PictureFeatures labelled = queries.labelled();
        return knn.classify(labelled.features(), labelled.labels(), neighbours);
    }
}
