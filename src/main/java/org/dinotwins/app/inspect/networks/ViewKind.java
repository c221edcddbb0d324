package org.dinotwins.app.inspect.networks;

import java.util.List;

/** What a network's overlay shows. */
public enum ViewKind {
    /** Attention of one block's heads. */
    ATTENTION("Attention"),
    /** Attention followed through all blocks, with the heads' mean or maximum. */
    ROLLOUT("Rollout"),
    /** The three main directions of the patches' features as red, green and blue. */
    PCA("PCA"),
    /** Cosine similarity of all patches' features to those of the query. */
    SIMILARITY("Similarity");

    private final String title;

    ViewKind(String title) {
        this.title = title;
    }

    /** Word for people. */
    public String title() {
        return title;
    }

    /** True where heads give maps of their own. */
    public boolean byHead() {
        return this == ATTENTION || this == ROLLOUT;
    }

    /** True for views that can also show a second picture. */
    public boolean ofTwo() {
        return this == PCA || this == SIMILARITY;
    }

    /** The maps of a network with so many heads. */
    public List<Head> heads(int count) {
        return switch (this) {
            case ATTENTION -> Head.all(count);
            case ROLLOUT -> List.of(new Head.Mean(), new Head.Max());
            case PCA, SIMILARITY -> List.of();
        };
    }
}
