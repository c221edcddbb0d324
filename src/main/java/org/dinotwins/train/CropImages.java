package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.objective.HybridObjective;
import org.dinotwins.tensor.MixedPrecision;
import org.dinotwins.train.loader.Batch;
import org.dinotwins.train.loader.CropBatch;
import org.dinotwins.train.loader.DeviceBatch;

/** The crops of a batch as arrays in the type of the arithmetic. */
final class CropImages implements AutoCloseable {
    private static final int GLOBALS = HybridObjective.GLOBAL_CROPS;

    private final int crops;
    private final Precision precision;
    private final MixedPrecision mixedPrecision;

    /** @param crops number of crops per picture in every batch, including the two global ones */
    CropImages(NDManager owner, int crops, Precision precision) {
        this.crops = crops;
        this.precision = precision;
        this.mixedPrecision = MixedPrecision.load(owner);
    }

    /** One array {@code [rows, 3, side, side]} for the global crops and, if wanted, one for the local crops. */
    List<NDArray> of(NDManager scope, Batch batch, boolean localsWanted) {
        boolean locals = localsWanted && crops > GLOBALS;
        List<NDArray> images = new ArrayList<>();
        if (batch instanceof DeviceBatch there) {
            images.add(there.globals());
            if (locals) {
                images.add(there.locals());
            }
        } else if (batch instanceof CropBatch here) {
            images.add(upload(scope, here.globals(), GLOBALS * batch.pictures()));
            if (locals) {
                images.add(upload(scope, here.locals(), (crops - GLOBALS) * batch.pictures()));
            }
        }
        return precision == Precision.BFLOAT16
                ? images.stream()
                        .map(crop -> mixedPrecision.toBfloat16(scope, crop))
                        .toList()
                : images;
    }

    private static NDArray upload(NDManager scope, ByteBuffer values, int rows) {
        int side = (int) Math.round(Math.sqrt(values.remaining() / (3.0 * Float.BYTES * rows)));
        return scope.create(values, new Shape(rows, 3, side, side), DataType.FLOAT32);
    }

    @Override
    public void close() {
        mixedPrecision.close();
    }
}
