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
    private final int side;
    private final NDManager owner;
    private final Arithmetic arithmetic;
    private final Map<Integer, NDArray> axes = new ConcurrentHashMap<>();

    private interface Arithmetic extends TorchScript {
        NDArray interpolate(NDManager scope, NDArray positions, NDArray down, NDArray across);
    }

    PositionInterpolation(Architecture architecture, NDManager owner) {
        this.architecture = architecture;
        this.side = architecture.size().imageSize() / architecture.size().patchSize();
        this.owner = owner;
        this.arithmetic = TorchScript.load(owner, Arithmetic.class, "position_interpolation.py");
    }

    /**
     * Positions for a grid of patches.
     *
     * @param trained {@code [1, 1 + side * side, dim]}
     * @return {@code [1, 1 + rows * columns, dim]}; {@code trained} itself if the grid is the trained one
     */
    NDArray to(NDManager scope, NDArray trained, int rows, int columns) {
        return rows == side && columns == side
                ? trained
                : arithmetic.interpolate(scope, trained, axis(rows), axis(columns));
    }

    private NDArray axis(int length) {
        return axes.computeIfAbsent(
                length,
                key -> owner.create(
                        architecture.smoothPositions()
                                ? PositionGrid.smoothAxis(side, length)
                                : PositionGrid.axis(side, length),
                        new Shape(length, side)));
    }

    @Override
    public void close() {
        arithmetic.close();
    }
}
