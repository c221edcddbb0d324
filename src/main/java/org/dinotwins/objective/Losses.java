package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.Script;
import org.dinotwins.tensor.Weights;

/**
 * The two losses, the networks in front of them, and what tells whether they do their work. Rows of features are
 * crop-major: all pictures' crop 0, all pictures' crop 1, ... Every result is owned by the scope that is passed in.
 */
public final class Losses implements AutoCloseable {
    private final Script script;

    /** @param parent these operations live as long as this manager at most */
    public Losses(NDManager parent) {
        script = Script.load(parent, Losses.class, "objective.py");
    }

    /** Features {@code [rows, dim]} to logits {@code [rows, K]}; weights as {@link DinoHead#shapes}. */
    public NDArray dinoHead(NDManager scope, Weights head, NDArray features) {
        return script.tensor(scope, "dino_head", features, head.list());
    }

    /**
     * DINO's loss: cross-entropy from each of the teacher's two crops to every other crop of the student, averaged
     * (DINO paper, equation 3; {@code DINOLoss} of the public code).
     *
     * @param student logits {@code [crops * pictures, K]}
     * @param teacher logits {@code [2 * pictures, K]} without gradient
     * @param centre  {@code [1, K]}, subtracted from the teacher's logits
     */
    public Dino dino(NDManager scope, NDArray student, NDArray teacher, NDArray centre, int crops,
                     double studentTemperature, double teacherTemperature) {
        List<NDArray> r = script.tensors(scope, "dino_loss", student, teacher, centre, crops, studentTemperature,
                teacherTemperature);
        return new Dino(r.get(0), r.get(1), r.get(2), r.get(3));
    }

    /** {@code centre = momentum * centre + (1 - momentum) * teacherMean} in place (DINO paper, equation 4). */
    public void moveCentre(NDArray centre, NDArray teacherMean, double momentum) {
        script.call("move_centre_", centre, teacherMean, momentum);
    }

    /** Features {@code [pictures, dim]} to embeddings {@code [pictures, D]} with this call's own batch statistics. */
    public NDArray projector(NDManager scope, Weights projector, NDArray features) {
        return script.tensor(scope, "projector", features, projector.list());
    }

    /**
     * Barlow Twins' loss of the embeddings {@code [pictures, D]} of the two global crops (paper, equations 1 and 2).
     *
     * @param lambda weight of the off-diagonal term
     */
    public Barlow barlow(NDManager scope, NDArray first, NDArray second, double lambda) {
        List<NDArray> r = script.tensors(scope, "barlow_loss", first, second, lambda);
        return new Barlow(r.get(0), r.get(1), r.get(2), r.get(3));
    }

    /** Norms of two gradients of one shape and the cosine between them, {@code [3]}. */
    public NDArray conflict(NDManager scope, NDArray dino, NDArray barlow) {
        return script.tensor(scope, "conflict", dino, barlow);
    }

    /** Mean over dimensions of the standard deviation of L2-normalised features {@code [rows, dim]}; a scalar. */
    public NDArray spread(NDManager scope, NDArray features) {
        return script.tensor(scope, "spread", features);
    }

    /** RankMe of features {@code [rows, dim]}, 1 to min(rows, dim) (Garrido et al. 2023, equation 1); a scalar. */
    public NDArray rankMe(NDManager scope, NDArray features) {
        return script.tensor(scope, "rank_me", features);
    }

    /** Sum of a square matrix' diagonal; a scalar. */
    public NDArray trace(NDManager scope, NDArray matrix) {
        return script.tensor(scope, "trace", matrix);
    }

    /** Each block of {@code block x block} entries of a square matrix as its entry of largest magnitude. */
    public NDArray reduced(NDManager scope, NDArray matrix, int block) {
        return script.tensor(scope, "reduced", matrix, block);
    }

    @Override
    public void close() {
        script.close();
    }

    /**
     * DINO's loss and its by-products.
     *
     * @param loss        scalar with gradient
     * @param entropy     scalar, nats: mean entropy of the teacher's distributions; {@code loss - entropy} is the mean KL
     *                    divergence from teacher to student
     * @param teacherMean {@code [1, K]} mean logits of the batch, for {@link #moveCentre}
     * @param largest     scalar: largest mean probability of any prototype, 1/K when all are used alike
     */
    public record Dino(NDArray loss, NDArray entropy, NDArray teacherMean, NDArray largest) {
    }

    /**
     * Barlow Twins' loss and its parts.
     *
     * @param loss        scalar with gradient: {@code onDiagonal + lambda * offDiagonal}
     * @param onDiagonal  scalar: sum of {@code (1 - C_ii)^2}
     * @param offDiagonal scalar: sum of {@code C_ij^2} for i != j
     * @param correlation {@code [D, D]} cross-correlation matrix C
     */
    public record Barlow(NDArray loss, NDArray onDiagonal, NDArray offDiagonal, NDArray correlation) {
    }
}
