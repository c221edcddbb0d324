package org.dinotwins.app.inspect.networks;

import java.util.List;

/** What a network's overlay shows. */
public enum ViewKind {
    /** Attention of the heads of one block. */
    ATTENTION("Attention"),
    /** Attention rolled out through all blocks, with the heads' mean or maximum. */
    ROLLOUT("Rollout"),
    /** First three principal components of the patch features as red, green and blue. */
    PCA("PCA"),
    /** Cosine similarity between the features of each patch and those of the query. */
    SIMILARITY("Similarity");

    private final String title;

    ViewKind(String title) {
        this.title = title;
    }

    /** Name for the user. */
    public String title() {
        return title;
    }

    /** Whether each head has a map of its own. */
    public boolean byHead() {
        return this == ATTENTION || this == ROLLOUT;
    }

    /** Whether the view can also show a second picture. */
    public boolean ofTwo() {
        return this == PCA || this == SIMILARITY;
    }

    /** The maps for a network with this number of heads. */
    public List<Head> heads(int count) {
        return switch (this) {
            case ATTENTION -> Head.all(count);
            case ROLLOUT -> List.of(new Head.Mean(), new Head.Max());
            case PCA, SIMILARITY -> List.of();
        };
    }
}
