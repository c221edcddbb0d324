package org.dinotwins.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/**
 * The backbone on one device: the weights of student and teacher as they are there, and what computes with them. A run's
 * own weights are its first replica; the others are copies, which {@link #follow} it after every step.
 */
final class Replica implements AutoCloseable {
    private final NDManager owner;
    private final StepLists lists;
    private final VisionTransformer transformer;
    private final Weights student;
    private final Weights frozen;
    private final Weights teacher;
    private final boolean copy;

    private Replica(NDManager owner, StepLists lists, ViTConfig model, Weights student, Weights teacher, boolean copy) {
        this.owner = owner;
        this.lists = lists;
        this.transformer = new VisionTransformer(model, owner);
        this.student = student;
        this.frozen = student.frozen();
        this.teacher = teacher;
        this.copy = copy;
    }

    /** The run's own weights, where they are. @param parent the replica lives as long as this manager at most */
    static Replica first(NDManager parent, StepLists lists, ViTConfig model, Weights student, Weights teacher) {
        return new Replica(parent.newSubManager(), lists, model, student, teacher, false);
    }

    /** A copy of the run's own weights on another device. */
    static Replica copy(NDManager parent, Device device, StepLists lists, ViTConfig model, Weights student,
                        Weights teacher) {
        NDManager owner = parent.newSubManager(device);
        return new Replica(owner, lists, model, new Weights(owner, student.download()).requireGradients(),
                new Weights(owner, teacher.download()), true);
    }

    VisionTransformer transformer() {
        return transformer;
    }

    /** With the gradients recorded. */
    Weights student() {
        return student;
    }

    /** The student's weights, without a graph. */
    Weights frozen() {
        return frozen;
    }

    Weights teacher() {
        return teacher;
    }

    /** Owner of a step's arrays on this device; it closes with the step's. */
    NDManager scope(NDManager step) {
        return copy ? step.newSubManager(owner.getDevice()) : step;
    }

    /** The values on this device, without history where they have to be copied. */
    NDArray take(NDManager scope, NDArray array) {
        return copy ? lists.brought(scope, List.of(array), student.list().get(0)).get(0) : array;
    }

    /** The values on the first replica's device. */
    List<NDArray> give(NDManager step, List<NDArray> arrays, Replica first) {
        return copy ? lists.brought(step, arrays, first.student.list().get(0)) : arrays;
    }

    /** Takes over the weights of the first replica as they are now. */
    void follow(Replica first) {
        if (copy) {
            lists.copy(student.list(), first.student.list());
            lists.copy(teacher.list(), first.teacher.list());
        }
    }

    @Override
    public void close() {
        transformer.close();
        owner.close();
    }
}
