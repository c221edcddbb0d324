package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dinotwins.tensor.TorchScript;

/**
 * Interpolates trained positions to the grid of an image: one matrix for rows and one for columns, computed once per
 * length.
 */
final class PositionInterpolation implements AutoCloseable {
    private final Architecture architecture;
    private final NDManager owner;
    private final Arithmetic arithmetic;
    private final Map<Axis, NDArray> axes = new ConcurrentHashMap<>();

    /** Interpolates an axis of one length to another. */
    private record Axis(int trained, int length) {}

    private interface Arithmetic extends TorchScript {
        NDArray interpolate(NDManager scope, NDArray positions, NDArray down, NDArray across);
    }

    PositionInterpolation(Architecture architecture, NDManager owner) {
        this.architecture = architecture;
        this.owner = owner;
        this.arithmetic = TorchScript.load(owner, Arithmetic.class, "position_interpolation.py");
    }

    /**
     * Positions for a grid of patches.
     *
     * @param trained {@code [1, 1 + trained rows * trained columns, dim]}
     * @return {@code [1, 1 + rows * columns, dim]}; {@code trained} itself if the grid is the trained one
     */
    NDArray to(NDManager scope, NDArray trained, int rows, int columns) {
        return rows == architecture.rows() && columns == architecture.columns()
                ? trained
                : arithmetic.interpolate(
                        scope, trained, axis(architecture.rows(), rows), axis(architecture.columns(), columns));
    }

    private NDArray axis(int trained, int length) {
        return axes.computeIfAbsent(
                new Axis(trained, length),
                key -> owner.create(
                        architecture.smoothPositions()
                                ? PositionGrid.smoothAxis(trained, length)
                                : PositionGrid.axis(trained, length),
                        new Shape(length, trained)));
    }

    @Override
    public void close() {
        arithmetic.close();
    }
}
