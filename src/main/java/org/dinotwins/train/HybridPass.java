package org.dinotwins.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.objective.Losses;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.ViTConfig;

/**
 * The forward and backward passes of a step: both losses, what they say of each other, and the gradient of their
 * weighted sum.
 *
 * <p>The gradient goes in two legs. Each loss is differentiated down to the CLS features that both share; there the two
 * gradients are compared, weighted and added, and their sum goes down through the backbone once. That gives the
 * gradient of {@code w_dino * L_DINO + w_barlow * L_BT} and shows, at no further pass, whether the losses agree.
 */
final class HybridPass implements AutoCloseable {
    /** Global crops of a picture: the teacher's views, and the two that Barlow Twins compares. */
    private static final int GLOBALS = 2;
    /** Largest shown side of the correlation matrix. */
    private static final int SHOWN = 256;

    private final ObjectiveConfig objective;
    private final Networks networks;
    private final int crops;
    private final StepLists lists;
    private final List<Replica> replicas = new ArrayList<>();
    private final BackbonePass backbone;
    private final Losses losses;
    private final Precision precision;

    /**
     * @param crops crops of a picture in every batch, two global ones included
     * @param train how memory is saved, and the type of the arithmetic
     * @param lanes where batches are divided to
     */
    HybridPass(NDManager owner, ViTConfig model, ObjectiveConfig objective, Networks networks, StepLists lists,
               int crops, TrainConfig train, Lanes lanes) {
        this.objective = objective;
        this.networks = networks;
        this.crops = crops;
        this.lists = lists;
        Weights student = networks.backbone();
        Weights teacher = networks.teacherBackbone();
        replicas.add(Replica.first(owner, lists, model, student, teacher));
        for (Device device : lanes.copies()) {
            replicas.add(Replica.copy(owner, device, lists, model, student, teacher));
        }
        this.backbone = new BackbonePass(replicas, lists, train.microBatches(), train.gradientCheckpointing(), lanes);
        this.losses = new Losses(owner);
        this.precision = train.precision();
    }

    /** What the forward half leaves: a half of the objective that is off is null, and so is the conflict then. */
    record Forward(int pictures, BackbonePass.Features features, NDArray shared, DinoHalf dino, BarlowHalf barlow,
                   NDArray conflict) {
        boolean both() {
            return dino != null && barlow != null;
        }

        /** Names of the weights that the step trains, in the order of {@link HybridPass#gradients}. */
        List<String> names(Networks networks) {
            List<String> names = new ArrayList<>(networks.trained(Networks.BACKBONE));
            if (dino != null) {
                names.addAll(networks.trained(Networks.HEAD));
            }
            if (barlow != null) {
                names.addAll(networks.trained(Networks.PROJECTOR));
            }
            return names;
        }
    }

    private record DinoHalf(Losses.Dino result, NDArray atFeatures, List<NDArray> gradients) {
    }

    private record BarlowHalf(Losses.Barlow result, NDArray atFeatures, List<NDArray> gradients) {
    }

    /** Computes the halves that are asked for, and their gradients down to the shared features. */
    Forward forward(NDManager scope, Batch batch, boolean withDino, boolean withBarlow, double teacherTemperature) {
        int n = batch.pictures();
        List<NDArray> sizes = images(scope, batch, withDino && crops > GLOBALS);
        NDArray globals = sizes.get(0);
        BackbonePass.Features features = backbone.student(scope, sizes);
        NDArray shared = lists.rows(scope, features.values(), 0, GLOBALS * n);
        DinoHalf dino = withDino ? dino(scope, features.values(), globals, teacherTemperature) : null;
        BarlowHalf barlow = withBarlow ? barlow(scope, shared, n) : null;
        NDArray conflict = null;
        if (withDino && withBarlow) {
            NDArray dinoShared = lists.rows(scope, dino.atFeatures(), 0, GLOBALS * n);
            conflict = losses.conflict(scope, dinoShared, barlow.atFeatures());
        }
        return new Forward(n, features, shared, dino, barlow, conflict);
    }

    private DinoHalf dino(NDManager scope, NDArray features, NDArray globals, double teacherTemperature) {
        DinoConfig config = objective.dino();
        NDArray leaf = lists.leaf(features);
        NDArray student = losses.dinoHead(scope, networks.head(), leaf);
        NDArray seen = backbone.teacher(scope, globals);
        NDArray teacher = losses.dinoHead(scope, networks.teacherHead(), seen);
        Losses.Dino result = losses.dino(scope, student, teacher, networks.centre(), crops,
                config.studentTemperature(), teacherTemperature);
        List<NDArray> gradients = lists.gradients(scope, result.loss(), leafAnd(leaf, Networks.HEAD));
        return new DinoHalf(result, gradients.get(0), gradients.subList(1, gradients.size()));
    }

    private BarlowHalf barlow(NDManager scope, NDArray shared, int n) {
        NDArray leaf = lists.leaf(shared);
        NDArray first = losses.projector(scope, networks.projector(), lists.rows(scope, leaf, 0, n));
        NDArray second = losses.projector(scope, networks.projector(), lists.rows(scope, leaf, n, GLOBALS * n));
        Losses.Barlow result = losses.barlow(scope, first, second, objective.barlow().lambda());
        List<NDArray> gradients = lists.gradients(scope, result.loss(), leafAnd(leaf, Networks.PROJECTOR));
        return new BarlowHalf(result, gradients.get(0), gradients.subList(1, gradients.size()));
    }

    private List<NDArray> leafAnd(NDArray leaf, String part) {
        List<NDArray> arrays = new ArrayList<>();
        arrays.add(leaf);
        networks.trained().forEach((name, array) -> {
            if (name.startsWith(part)) {
                arrays.add(array);
            }
        });
        return arrays;
    }

    /** L_DINO, L_BT and the norms of their gradients at the shared features; with both halves on. */
    double[] observe(NDManager scope, Forward forward) {
        return lists.read(scope, List.of(forward.dino().result().loss(), forward.barlow().result().loss(),
                forward.conflict()));
    }

    /** The gradient of the weighted sum with respect to the weights of {@link Forward#names}. To be called once. */
    List<NDArray> gradients(NDManager scope, Forward forward, LossBalance.Effective weights) {
        NDArray arriving;
        if (forward.both()) {
            arriving = lists.blend(scope, forward.dino().atFeatures(), weights.dino(), forward.barlow().atFeatures(),
                    weights.barlow());
        } else {
            arriving = forward.dino() != null ? forward.dino().atFeatures() : forward.barlow().atFeatures();
            lists.scale(List.of(arriving), forward.dino() != null ? weights.dino() : weights.barlow());
        }
        List<NDArray> all = new ArrayList<>(backbone.pullBack(scope, forward.features(), arriving));
        if (forward.dino() != null) {
            lists.scale(forward.dino().gradients(), weights.dino());
            all.addAll(forward.dino().gradients());
        }
        if (forward.barlow() != null) {
            lists.scale(forward.barlow().gradients(), weights.barlow());
            all.addAll(forward.barlow().gradients());
        }
        return all;
    }

    /** Reads what a step measured, in one go. */
    Readings read(NDManager scope, Forward forward, NDArray norms) {
        Map<Readings.Part, NDArray> parts = new LinkedHashMap<>();
        if (forward.dino() != null) {
            parts.put(Readings.Part.DINO, forward.dino().result().loss());
            parts.put(Readings.Part.ENTROPY, forward.dino().result().entropy());
        }
        if (forward.barlow() != null) {
            parts.put(Readings.Part.BARLOW, forward.barlow().result().loss());
            parts.put(Readings.Part.ON_DIAGONAL, forward.barlow().result().onDiagonal());
            parts.put(Readings.Part.OFF_DIAGONAL, forward.barlow().result().offDiagonal());
            parts.put(Readings.Part.TRACE, losses.trace(scope, forward.barlow().result().correlation()));
        }
        if (forward.both()) {
            parts.put(Readings.Part.CONFLICT, forward.conflict());
        }
        parts.put(Readings.Part.SPREAD, losses.spread(scope, forward.shared()));
        parts.put(Readings.Part.NORMS, norms);
        double[] values = lists.read(scope, new ArrayList<>(parts.values()));
        return Readings.of(parts.keySet(), values, objective.barlow().outputs());
    }

    /** Effective rank of the shared features, which must be finite. */
    double rankMe(NDManager scope, Forward forward) {
        return losses.rankMe(scope, forward.shared()).getFloat();
    }

    /** Moves DINO's centre towards the batch; needs that half. */
    void moveCentre(Forward forward) {
        losses.moveCentre(networks.centre(), forward.dino().result().teacherMean(),
                objective.dino().centreMomentum());
    }

    /** Takes changed weights to all devices; to be called when an optimizer or a checkpoint has changed them. */
    void spread() {
        backbone.spread();
    }

    /** The correlation matrix as it is shown; needs the Barlow Twins half. */
    CorrelationSnapshot correlation(NDManager scope, Forward forward, StepRecord record) {
        int d = objective.barlow().outputs();
        int block = (d + SHOWN - 1) / SHOWN;
        NDArray full = forward.barlow().result().correlation();
        NDArray shown = block == 1 ? full : losses.reduced(scope, full, block);
        return new CorrelationSnapshot(record.step(), (d + block - 1) / block, shown.toFloatArray(), d, block,
                forward.pictures(), record.diagonalMean(), record.offDiagonalEnergy());
    }

    /** Crops in the type of the arithmetic, {@code [rows, 3, side, side]} a size: the global ones and, if asked for, the local. */
    private List<NDArray> images(NDManager scope, Batch batch, boolean withLocals) {
        int n = batch.pictures();
        List<NDArray> sizes = new ArrayList<>();
        if (batch instanceof DeviceBatch there) {
            sizes.add(there.globals());
            if (withLocals) {
                sizes.add(there.locals());
            }
        } else if (batch instanceof CropBatch here) {
            sizes.add(upload(scope, here.globals(), GLOBALS * n));
            if (withLocals) {
                sizes.add(upload(scope, here.locals(), (crops - GLOBALS) * n));
            }
        }
        return precision == Precision.BFLOAT16 ? sizes.stream().map(images -> lists.bfloat16(scope, images)).toList() : sizes;
    }

    private static NDArray upload(NDManager scope, ByteBuffer values, int rows) {
        int side = (int) Math.round(Math.sqrt(values.remaining() / (3.0 * Float.BYTES * rows)));
        return scope.create(values, new Shape(rows, 3, side, side), DataType.FLOAT32);
    }

    @Override
    public void close() {
        losses.close();
        replicas.forEach(Replica::close);
    }
}
