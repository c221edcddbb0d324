package org.dinotwins.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dinotwins.tensor.Autograd;
import org.dinotwins.tensor.Slices;
import org.dinotwins.tensor.TorchScript;
import org.dinotwins.tensor.Weights;
import org.dinotwins.train.backward.BackwardPass;
import org.dinotwins.train.backward.BatchPart;
import org.dinotwins.train.backward.DeviceTransfer;
import org.dinotwins.train.backward.GradientCheckpointing;
import org.dinotwins.train.backward.GradientSum;
import org.dinotwins.train.backward.MicroBatches;
import org.dinotwins.train.backward.Replica;
import org.dinotwins.train.backward.WholeGraph;
import org.dinotwins.vit.ViTConfig;

/**
 * Runs the backbones of student and teacher on a batch that is divided among devices, or among threads of a CPU: CLS
 * features of all crops, then the gradient of the student's weights from that of the features.
 *
 * <p>Each {@linkplain Replica device} computes some rows of all crops. The losses are computed on the first device from
 * the features of the whole batch, so batch statistics, correlations and the centre are those of the whole batch; the
 * gradient is the sum over all parts. {@link MicroBatches} and {@link GradientCheckpointing} save memory on each
 * device.
 */
final class DataParallel implements AutoCloseable {
    private final List<Replica> replicas = new ArrayList<>();
    private final Replica first;
    private final int microBatches;
    private final ParallelWorkers workers;
    private final BackwardPass backwardPass;
    private final Autograd autograd;
    private final GradientSum gradientSum;
    private final Slices slices;
    private final DeviceTransfer transfer;

    /**
     * Creates a replica for each device.
     *
     * @param train   determines how memory is saved
     * @param workers workers among which batches are divided; closed with this object
     */
    DataParallel(
            NDManager owner,
            ViTConfig model,
            Weights student,
            Weights teacher,
            TrainConfig train,
            ParallelWorkers workers) {
        this.microBatches = train.microBatches();
        this.workers = workers;
        this.autograd = Autograd.load(owner);
        this.gradientSum = GradientSum.load(owner);
        this.slices = Slices.load(owner);
        this.transfer = DeviceTransfer.load(owner);
        this.first = Replica.first(owner, transfer, model, student, teacher);
        replicas.add(first);
        for (Device device : workers.copies()) {
            replicas.add(Replica.copy(owner, device, transfer, model, student, teacher));
        }
        if (train.gradientCheckpointing()) {
            this.backwardPass = new GradientCheckpointing(autograd, gradientSum, microBatches == 1);
        } else {
            this.backwardPass = microBatches == 1 ? new WholeGraph(autograd) : new MicroBatches(autograd, gradientSum);
        }
    }

    /**
     * The student's features.
     *
     * @param values   {@code [rows, dim]} on the first device, crops in their original order
     * @param parts    groups of crops that ran together
     * @param forwards result of {@link BackwardPass#forward} for each part
     */
    record Features(NDArray values, List<BatchPart> parts, List<List<NDArray>> forwards) {}

    /** The student's features of all crops, with stochastic depth. @param images {@code [rows, 3, side, side]} for each size */
    Features student(NDManager scope, List<NDArray> images) {
        List<NDManager> scopes = scopes(scope);
        List<BatchPart> parts = new ArrayList<>();
        for (NDArray size : images) {
            parts.addAll(divided(
                    scope,
                    scopes,
                    size,
                    first.transformer().paths(scope, size.getShape().get(0))));
        }
        List<List<NDArray>> forwards = each(parts, backwardPass::forward);
        List<NDArray> features =
                forwards.stream().map(arrays -> arrays.get(arrays.size() - 1)).toList();
        return new Features(gathered(scope, parts, features), parts, forwards);
    }

    /** The teacher's features {@code [rows, dim]}, without a graph and without stochastic depth. */
    NDArray teacher(NDManager scope, NDArray images) {
        List<BatchPart> parts =
                divided(scope, scopes(scope), images, first.transformer().wholePaths());
        return gathered(
                scope, parts, each(parts, part -> part.features(part.replica().teacher())));
    }

    /**
     * Gradients of the student's weights, in order. Call once.
     *
     * @param gradient {@code [rows, dim]} at the features
     */
    List<NDArray> backward(NDManager scope, Features features, NDArray gradient) {
        List<BatchPart> parts = features.parts();
        List<NDArray> gradients = new ArrayList<>();
        int from = 0;
        for (BatchPart part : parts) {
            int to = from + part.rows();
            gradients.add(part.replica().here(part.scope(), slices.rows(scope, gradient, from, to)));
            from = to;
        }
        if (backwardPass instanceof WholeGraph graph) {
            return backward(scope, graph, features, gradients);
        }
        // With fewer rows than replicas the last ones have no part; the first always has one.
        List<List<NDArray>> found = workers.each(
                replicas.size(),
                i -> backward((BackwardPass.Recomputing) backwardPass, features, gradients, partsOf(parts, i)));
        List<NDArray> sums = found.get(0);
        for (int i = 1; i < found.size(); i++) {
            if (!found.get(i).isEmpty()) {
                gradientSum.add(sums, replicas.get(i).onFirst(scope, found.get(i), first));
            }
        }
        return sums;
    }

    private List<NDArray> backward(NDManager scope, WholeGraph graph, Features features, List<NDArray> gradients) {
        List<BatchPart> parts = features.parts();
        if (workers.count() == 1) {
            return graph.backward(
                    scope,
                    first,
                    features.forwards().stream().map(f -> f.get(0)).toList(),
                    gradients);
        }
        List<List<NDArray>> found = workers.each(
                parts.size(),
                i -> graph.backward(
                        parts.get(i).scope(),
                        parts.get(i).replica(),
                        features.forwards().get(i),
                        List.of(gradients.get(i))));
        List<NDArray> sums = gradientSum.zeros(scope, first.student().list());
        for (int i = 0; i < parts.size(); i++) {
            gradientSum.add(sums, parts.get(i).replica().onFirst(scope, found.get(i), first));
        }
        return sums;
    }

    /** The gradients of the parts of one replica, which run in sequence; empty if it has none. */
    private List<NDArray> backward(
            BackwardPass.Recomputing pass, Features features, List<NDArray> gradients, List<Integer> indices) {
        if (indices.isEmpty()) {
            return List.of();
        }
        BatchPart any = features.parts().get(indices.get(0));
        // In memory of their own: gradients of a single row may share memory, such as those of position and CLS token.
        List<NDArray> sums =
                gradientSum.zeros(any.scope(), any.replica().student().list());
        indices.forEach(
                i -> pass.backward(features.parts().get(i), features.forwards().get(i), gradients.get(i), sums));
        return sums;
    }

    /** Copies the first device's weights to the others; call after an optimizer step or after loading a checkpoint. */
    void copyWeights() {
        replicas.forEach(replica -> replica.copyWeights(first));
    }

    private NDArray gathered(NDManager scope, List<BatchPart> parts, List<NDArray> features) {
        return slices.joined(
                scope,
                IntStream.range(0, parts.size())
                        .mapToObj(i -> parts.get(i)
                                .replica()
                                .onFirst(scope, List.of(features.get(i)), first)
                                .get(0))
                        .toList());
    }

    /** A manager for each replica, on its device. */
    private List<NDManager> scopes(NDManager scope) {
        return replicas.stream().map(replica -> replica.scope(scope)).toList();
    }

    private List<BatchPart> divided(NDManager scope, List<NDManager> scopes, NDArray images, NDArray paths) {
        int rows = Math.toIntExact(images.getShape().get(0));
        int wanted = backwardPass instanceof WholeGraph ? workers.count() : replicas.size() * microBatches;
        int count = Math.min(wanted, rows);
        List<BatchPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = Math.toIntExact((long) rows * i / count);
            int to = Math.toIntExact((long) rows * (i + 1) / count);
            int at = i * replicas.size() / count;
            Replica replica = replicas.get(at);
            NDArray ownPaths = paths.isEmpty() ? paths : slices.columns(scope, paths, from, to);
            parts.add(new BatchPart(
                    replica,
                    scopes.get(at),
                    replica.here(scopes.get(at), slices.rows(scope, images, from, to)),
                    replica.here(scopes.get(at), ownPaths)));
        }
        return parts;
    }

    /** Applies {@code work} to each part: all in parallel, or those of a replica in sequence. */
    private <T> List<T> each(List<BatchPart> parts, Function<BatchPart, T> work) {
        if (backwardPass instanceof WholeGraph) {
            return workers.each(parts.size(), i -> work.apply(parts.get(i)));
        }
        List<T> results = new ArrayList<>(Collections.nCopies(parts.size(), null));
        workers.each(replicas.size(), replica -> {
            partsOf(parts, replica).forEach(i -> results.set(i, work.apply(parts.get(i))));
            return replica;
        });
        return results;
    }

    /** Indices of a replica's parts. */
    private List<Integer> partsOf(List<BatchPart> parts, int replica) {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).replica() == replicas.get(replica))
                .boxed()
                .toList();
    }

    @Override
    public void close() {
        workers.close();
        replicas.forEach(Replica::close);
        List.of(autograd, gradientSum, slices, transfer).forEach(TorchScript::close);
    }
}
