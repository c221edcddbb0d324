package org.dinotwins.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.tensor.Autograd;
import org.dinotwins.tensor.PyTorch;
import org.dinotwins.tensor.Slices;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.tensor.Weights;

/**
 * The objective {@code w_dino * L_DINO + w_barlow * L_BT} of CLS features, and its gradient.
 *
 * <p>Each loss is differentiated down to the student's features, which both share. There the two gradients are
 * compared, weighted and added, and their sum continues through the backbone once. The result is the gradient of the
 * objective; the conflict of the losses costs no further pass.
 */
public final class HybridObjective implements AutoCloseable {
    /** Number of global crops of a picture: the teacher's views, which Barlow Twins also compares. */
    public static final int GLOBAL_CROPS = 2;

    private final ObjectiveConfig config;
    private final int crops;
    private final Heads heads;
    private final List<NDArray> trainedHead;
    private final Autograd autograd;
    private final Slices slices;
    private final DinoHead dinoHead;
    private final DinoLoss dinoLoss;
    private final Centre centre;
    private final BarlowProjector projector;
    private final BarlowTwinsLoss barlowTwinsLoss;
    private final GradientConflict gradientConflict;
    private final Arithmetic arithmetic;

    private interface Arithmetic extends TorchScript {
        NDArray weightedSum(NDManager scope, NDArray dino, double dinoWeight, NDArray barlow, double barlowWeight);

        void scale(List<NDArray> gradients, double weight);
    }

    /**
     * The weights on top of the backbones.
     *
     * @param student   DINO head of the student
     * @param teacher   DINO head of the teacher
     * @param centre    {@code [1, K]}, mean of the teacher's logits
     * @param projector projector of Barlow Twins
     */
    public record Heads(Weights student, Weights teacher, NDArray centre, Weights projector) {}

    /**
     * L_DINO of a batch.
     *
     * @param loss          loss and the teacher's entropy
     * @param teacherLogits {@code [2 * pictures, K]}
     * @param atFeatures    {@code [crops * pictures, dim]} gradient at the student's features
     * @param gradients gradients of the head's trained weights
     */
    public record DinoTerm(DinoLoss.Result loss, NDArray teacherLogits, NDArray atFeatures, List<NDArray> gradients) {}

    /**
     * L_BT of a batch.
     *
     * @param loss       loss, its parts and the cross-correlation matrix
     * @param atFeatures {@code [2 * pictures, dim]} gradient at the student's features of the global crops
     * @param gradients gradients of the projector's weights
     */
    public record BarlowTerm(BarlowTwinsLoss.Result loss, NDArray atFeatures, List<NDArray> gradients) {}

    /** The losses of a batch; one of them may be absent. */
    public static final class Result {
        private final NDArray globalFeatures;
        private final DinoTerm dino;
        private final BarlowTerm barlow;
        private final NDArray conflict;

        private Result(NDArray globalFeatures, DinoTerm dino, BarlowTerm barlow, NDArray conflict) {
            this.globalFeatures = globalFeatures;
            this.dino = dino;
            this.barlow = barlow;
            this.conflict = conflict;
        }

        /** The student's features of the global crops, {@code [2 * pictures, dim]}. */
        public NDArray globalFeatures() {
            return globalFeatures;
        }

        public Optional<DinoTerm> dino() {
            return Optional.ofNullable(dino);
        }

        public Optional<BarlowTerm> barlow() {
            return Optional.ofNullable(barlow);
        }

        /** {@link GradientConflict#measure} of the two losses; absent if one of them is. */
        public Optional<NDArray> conflict() {
            return Optional.ofNullable(conflict);
        }
    }

    /**
     * Loads the scripts.
     *
     * @param owner manager that must outlive the objective
     * @param crops number of crops per picture in every batch, including the two global ones
     * @param heads weights that require gradients, except the teacher's
     */
    public HybridObjective(NDManager owner, ObjectiveConfig config, int crops, Heads heads) {
        this.config = config;
        this.crops = crops;
        this.heads = heads;
        this.trainedHead = DinoHead.trained(config.dino(), heads.student().names()).stream()
                .map(heads.student()::get)
                .toList();
        this.autograd = Autograd.load(owner);
        this.slices = Slices.load(owner);
        this.dinoHead = DinoHead.load(owner);
        this.dinoLoss = DinoLoss.load(owner);
        this.centre = Centre.load(owner);
        this.projector = BarlowProjector.load(owner);
        this.barlowTwinsLoss = BarlowTwinsLoss.load(owner);
        this.gradientConflict = GradientConflict.load(owner);
        this.arithmetic = TorchScript.load(owner, Arithmetic.class, "hybrid_objective.py");
    }

    /**
     * The losses that a step needs.
     *
     * @param teacher    as in {@link #both}; empty without DINO
     * @param withBarlow whether L_BT is needed beside L_DINO
     */
    public Result losses(
            NDManager scope,
            NDArray student,
            Optional<NDArray> teacher,
            boolean withBarlow,
            double teacherTemperature) {
        if (teacher.isEmpty()) {
            return barlow(scope, student);
        }
        return withBarlow
                ? both(scope, student, teacher.get(), teacherTemperature)
                : dino(scope, student, teacher.get(), teacherTemperature);
    }

    /**
     * Both losses.
     *
     * @param student features of all crops {@code [crops * pictures, dim]}, crop-major, global crops first
     * @param teacher features of the global crops {@code [2 * pictures, dim]}
     */
    public Result both(NDManager scope, NDArray student, NDArray teacher, double teacherTemperature) {
        int globals = rows(teacher);
        NDArray globalFeatures = slices.rows(scope, student, 0, globals);
        DinoTerm dino = dinoTerm(scope, student, teacher, teacherTemperature);
        BarlowTerm barlow = barlowTerm(scope, globalFeatures);
        return new Result(
                globalFeatures, dino, barlow, gradientConflict.measure(scope, dino.atFeatures(), barlow.atFeatures()));
    }

    /** L_DINO alone, with arguments as in {@link #both}. */
    public Result dino(NDManager scope, NDArray student, NDArray teacher, double teacherTemperature) {
        return new Result(
                slices.rows(scope, student, 0, rows(teacher)),
                dinoTerm(scope, student, teacher, teacherTemperature),
                null,
                null);
    }

    /** L_BT alone, on the student's features of the global crops {@code [2 * pictures, dim]}. */
    public Result barlow(NDManager scope, NDArray student) {
        return new Result(student, null, barlowTerm(scope, student), null);
    }

    private DinoTerm dinoTerm(
            NDManager scope, NDArray studentFeatures, NDArray teacherFeatures, double teacherTemperature) {
        NDArray features = PyTorch.leaf(studentFeatures);
        NDArray student = dinoHead.forward(scope, features, heads.student().list());
        NDArray teacher =
                dinoHead.forward(scope, teacherFeatures, heads.teacher().list());
        DinoLoss.Result loss = dinoLoss.forward(
                scope, student, teacher, heads.centre(), crops, config.dino().studentTemperature(), teacherTemperature);
        List<NDArray> gradients = autograd.gradients(scope, loss.loss(), and(features, trainedHead));
        return new DinoTerm(loss, teacher, gradients.get(0), gradients.subList(1, gradients.size()));
    }

    private BarlowTerm barlowTerm(NDManager scope, NDArray globalFeatures) {
        NDArray features = PyTorch.leaf(globalFeatures);
        int pictures = rows(features) / GLOBAL_CROPS;
        List<NDArray> weights = heads.projector().list();
        NDArray z1 = projector.forward(scope, slices.rows(scope, features, 0, pictures), weights);
        NDArray z2 = projector.forward(scope, slices.rows(scope, features, pictures, rows(features)), weights);
        BarlowTwinsLoss.Result loss =
                barlowTwinsLoss.forward(scope, z1, z2, config.barlow().lambda());
        List<NDArray> gradients = autograd.gradients(scope, loss.loss(), and(features, weights));
        return new BarlowTerm(loss, gradients.get(0), gradients.subList(1, gradients.size()));
    }

    private static List<NDArray> and(NDArray features, List<NDArray> weights) {
        List<NDArray> leaves = new ArrayList<>();
        leaves.add(features);
        leaves.addAll(weights);
        return leaves;
    }

    private static int rows(NDArray features) {
        return Math.toIntExact(features.getShape().get(0));
    }

    /**
     * The objective's gradient at the student's features, of the same shape. Modifies arrays of {@code result}; call
     * once.
     */
    public NDArray atFeatures(NDManager scope, Result result, LossBalance.Effective weights) {
        if (result.conflict != null) {
            return arithmetic.weightedSum(
                    scope, result.dino.atFeatures(), weights.dino(), result.barlow.atFeatures(), weights.barlow());
        }
        NDArray only = result.dino != null ? result.dino.atFeatures() : result.barlow.atFeatures();
        scale(List.of(only), result.dino != null ? weights.dino() : weights.barlow());
        return only;
    }

    /**
     * The objective's gradient with respect to the trained weights of the DINO head, then of the projector, if their
     * loss is present. Modifies arrays of {@code result}; call once.
     */
    public List<NDArray> ofHeads(Result result, LossBalance.Effective weights) {
        List<NDArray> gradients = new ArrayList<>();
        result.dino().ifPresent(dino -> {
            scale(dino.gradients(), weights.dino());
            gradients.addAll(dino.gradients());
        });
        result.barlow().ifPresent(barlow -> {
            scale(barlow.gradients(), weights.barlow());
            gradients.addAll(barlow.gradients());
        });
        return gradients;
    }

    private void scale(List<NDArray> gradients, double weight) {
        if (weight != 1) {
            arithmetic.scale(gradients, weight);
        }
    }

    /** Moves the centre towards the teacher's logits of this batch, if L_DINO is present. */
    public void updateCentre(Result result) {
        result.dino()
                .ifPresent(dino -> centre.update(
                        heads.centre(), dino.teacherLogits(), config.dino().centreMomentum()));
    }

    @Override
    public void close() {
        List.of(autograd, slices, dinoHead, dinoLoss, centre, projector, barlowTwinsLoss, gradientConflict, arithmetic)
                .forEach(TorchScript::close);
    }
}
