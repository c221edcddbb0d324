package org.dinotwins.app.inspect;

/** What of a network is laid over the picture. */
enum ViewKind {
    /** Attention of one block's heads. */
    ATTENTION("Attention"),
    /** Attention followed through all blocks up to the one in view. */
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
    String title() {
        return title;
    }

    /** True where each head of a block gives a map of its own. */
    boolean byHead() {
        return this == ATTENTION;
    }
}
