package org.dinotwins.train.backward;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.Weights;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/**
 * The backbones of student and teacher on one device. The first replica holds the run's own weights; the others hold
 * copies, which {@link #copyWeights} updates after every step.
 */
public final class Replica implements AutoCloseable {
    private final NDManager owner;
    private final DeviceTransfer transfer;
    private final VisionTransformer transformer;
    private final Weights student;
    private final Weights frozenStudent;
    private final Weights teacher;
    private final boolean copy;

    private Replica(
            NDManager owner, DeviceTransfer transfer, ViTConfig model, Weights student, Weights teacher, boolean copy) {
        this.owner = owner;
        this.transfer = transfer;
        this.transformer = new VisionTransformer(model, owner);
        this.student = student;
        this.frozenStudent = student.frozen();
        this.teacher = teacher;
        this.copy = copy;
    }

    /** The run's own weights. @param parent manager that must outlive the replica */
    public static Replica first(
            NDManager parent, DeviceTransfer transfer, ViTConfig model, Weights student, Weights teacher) {
        return new Replica(parent.newSubManager(), transfer, model, student, teacher, false);
    }

    /** A copy of the run's own weights on another device. */
    public static Replica copy(
            NDManager parent,
            Device device,
            DeviceTransfer transfer,
            ViTConfig model,
            Weights student,
            Weights teacher) {
        NDManager owner = parent.newSubManager(device);
        return new Replica(
                owner,
                transfer,
                model,
                new Weights(owner, student.download()).requireGradients(),
                new Weights(owner, teacher.download()),
                true);
    }

    public VisionTransformer transformer() {
        return transformer;
    }

    /** Weights that require gradients. */
    public Weights student() {
        return student;
    }

    /** The student's weights without gradients; they share memory. */
    Weights frozenStudent() {
        return frozenStudent;
    }

    public Weights teacher() {
        return teacher;
    }

    /** The owner of a step's arrays on this device, which closes with the step's. */
    public NDManager scope(NDManager step) {
        return copy ? step.newSubManager(owner.getDevice()) : step;
    }

    /** Copies an array from the first replica's device to this device, without gradient history. */
    public NDArray here(NDManager scope, NDArray array) {
        return copy
                ? transfer.copies(scope, List.of(array), student.list().get(0)).get(0)
                : array;
    }

    /** Copies arrays from this device to the first replica's device, without gradient history. */
    public List<NDArray> onFirst(NDManager step, List<NDArray> arrays, Replica first) {
        return copy ? transfer.copies(step, arrays, first.student.list().get(0)) : arrays;
    }

    /** Overwrites this replica's weights with those of the first one. */
    public void copyWeights(Replica first) {
        if (copy) {
            transfer.overwrite(student.list(), first.student.list());
            transfer.overwrite(teacher.list(), first.teacher.list());
        }
    }

    @Override
    public void close() {
        transformer.close();
        owner.close();
    }
}
