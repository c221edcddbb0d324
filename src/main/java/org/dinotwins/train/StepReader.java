package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.objective.CollapseSignals;
import org.dinotwins.objective.CrossCorrelation;
import org.dinotwins.objective.HybridObjective;
import org.dinotwins.objective.RankMe;
import org.dinotwins.tensor.TorchScript;

/** Reads the results of a step from the device: losses, signals, and the cross-correlation matrix. */
final class StepReader implements AutoCloseable {
    /** Largest side of a displayed correlation matrix. */
    private static final int LARGEST_SHOWN = 256;

    private final int embeddingWidth;
    private final CollapseSignals collapseSignals;
    private final CrossCorrelation crossCorrelation;
    private final RankMe rankMe;
    private final Arithmetic arithmetic;

    private interface Arithmetic extends TorchScript {
        NDArray flat(NDManager scope, List<NDArray> values);
    }

    /** @param embeddingWidth width of Barlow Twins' embeddings, the side of its correlation matrix */
    StepReader(NDManager owner, int embeddingWidth) {
        this.embeddingWidth = embeddingWidth;
        this.collapseSignals = CollapseSignals.load(owner);
        this.crossCorrelation = CrossCorrelation.load(owner);
        this.rankMe = RankMe.load(owner);
        this.arithmetic = TorchScript.load(owner, Arithmetic.class, "step_reader.py");
    }

    /** Reads all values of a step at once. @param norms norms of its gradients */
    StepValues read(NDManager scope, HybridObjective.Result result, NDArray norms) {
        Map<StepValues.Part, NDArray> parts = new LinkedHashMap<>();
        result.dino().ifPresent(dino -> {
            parts.put(StepValues.Part.DINO, dino.loss().loss());
            parts.put(StepValues.Part.ENTROPY, dino.loss().entropy());
        });
        result.barlow().ifPresent(barlow -> {
            parts.put(StepValues.Part.BARLOW, barlow.loss().loss());
            parts.put(StepValues.Part.ON_DIAGONAL, barlow.loss().onDiagonal());
            parts.put(StepValues.Part.OFF_DIAGONAL, barlow.loss().offDiagonal());
            parts.put(
                    StepValues.Part.TRACE,
                    crossCorrelation.trace(scope, barlow.loss().correlation()));
        });
        result.conflict().ifPresent(conflict -> parts.put(StepValues.Part.CONFLICT, conflict));
        parts.put(StepValues.Part.EMBEDDING_STD, collapseSignals.embeddingStd(scope, result.globalFeatures()));
        parts.put(StepValues.Part.NORMS, norms);
        return StepValues.of(parts.keySet(), values(scope, new ArrayList<>(parts.values())), embeddingWidth);
    }

    /** L_DINO, L_BT and the norms of their gradients at the features, before the rest of a step; needs both losses. */
    double[] losses(NDManager scope, HybridObjective.Result result) {
        return values(
                scope,
                List.of(
                        result.dino().orElseThrow().loss().loss(),
                        result.barlow().orElseThrow().loss().loss(),
                        result.conflict().orElseThrow()));
    }

    private double[] values(NDManager scope, List<NDArray> arrays) {
        return arithmetic.flat(scope, arrays).toDoubleArray();
    }

    /** Effective rank of the features, which must be finite. */
    double rankMe(NDManager scope, HybridObjective.Result result) {
        return rankMe.forward(scope, result.globalFeatures()).getFloat();
    }

    /** The correlation matrix, reduced for display. */
    CorrelationSnapshot correlation(NDManager scope, NDArray correlation, StepRecord record, int pictures) {
        int block = (embeddingWidth + LARGEST_SHOWN - 1) / LARGEST_SHOWN;
        NDArray shown = block == 1 ? correlation : crossCorrelation.reduced(scope, correlation, block);
        return new CorrelationSnapshot(
                record.step(),
                (embeddingWidth + block - 1) / block,
                shown.toFloatArray(),
                embeddingWidth,
                block,
                pictures,
                record.diagonalMean(),
                record.offDiagonalEnergy());
    }

    @Override
    public void close() {
        List.of(collapseSignals, crossCorrelation, rankMe, arithmetic).forEach(TorchScript::close);
    }
}
