package org.dinotwins.train;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dinotwins.objective.LossBalance;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ProcessMemory;

/** The values of a step, read from the device at once; a value that the step did not compute is NaN. */
final class StepValues {
    /** The values to read, with their number; the last part takes the rest. */
    enum Part {
        DINO(1),
        ENTROPY(1),
        BARLOW(1),
        ON_DIAGONAL(1),
        OFF_DIAGONAL(1),
        TRACE(1),
        CONFLICT(3),
        EMBEDDING_STD(1),
        NORMS(0);

        private final int length;

        Part(int length) {
            this.length = length;
        }
    }

    private static final String KEPT = " The weights are unchanged by that step.";

    private final Map<Part, double[]> parts = new EnumMap<>(Part.class);
    private final int dimension;

    private StepValues(int dimension) {
        this.dimension = dimension;
    }

    static StepValues of(Collection<Part> order, double[] values, int dimension) {
        StepValues all = new StepValues(dimension);
        int at = 0;
        for (Part part : order) {
            int end = part.length > 0 ? at + part.length : values.length;
            all.parts.put(part, Arrays.copyOfRange(values, at, end));
            at = end;
        }
        return all;
    }

    /**
     * Reports a loss or a gradient that is not finite.
     *
     * @throws ComputationException if there is one
     */
    void refuseNonFinite(long step, TrainingListener listener) throws ComputationException {
        Optional<Alarm> alarm = nonFinite(step);
        if (alarm.isPresent()) {
            listener.onAlarm(alarm.get());
            throw new ComputationException(
                    alarm.get().happened() + " " + alarm.get().advice());
        }
    }

    private Optional<Alarm> nonFinite(long step) {
        for (Part part : List.of(Part.DINO, Part.BARLOW)) {
            if (parts.containsKey(part) && !Double.isFinite(value(part))) {
                String name = part == Part.DINO ? "The DINO loss" : "The Barlow Twins loss";
                return Optional.of(new Alarm(
                        Alarm.Kind.NON_FINITE,
                        step,
                        name + " became " + value(part) + " at step " + step + "." + KEPT,
                        "Try a lower learning rate, a longer warm-up or a smaller clip norm."));
            }
        }
        if (!Double.isFinite(gradientNorm())) {
            return Optional.of(new Alarm(
                    Alarm.Kind.NON_FINITE,
                    step,
                    "The gradient became " + gradientNorm()
                            + " at step " + step + ", while the losses were still finite (DINO " + dino()
                            + ", Barlow Twins "
                            + barlow() + ")." + KEPT,
                    "Try a lower learning rate or a smaller clip norm."));
        }
        return Optional.empty();
    }

    /**
     * The record of the step that has just ended.
     *
     * @param step     counted from 1
     * @param target   target of DINO's share of the gradient, NaN without one
     * @param pictures number of pictures in its batch
     */
    StepRecord record(
            long step,
            LossBalance.Effective weights,
            double target,
            Schedules schedules,
            Schedules.Values scheduled,
            double rankMe,
            RunClock clock,
            int pictures) {
        double total = (Double.isNaN(dino()) ? 0 : weights.dino() * dino())
                + (Double.isNaN(barlow()) ? 0 : weights.barlow() * barlow());
        Runtime runtime = Runtime.getRuntime();
        return new StepRecord(
                step,
                schedules.epochs(step),
                total,
                dino(),
                barlow(),
                onDiagonal(),
                offDiagonal(),
                weights.dino(),
                weights.barlow(),
                dinoGradient(),
                barlowGradient(),
                gradientCosine(),
                weights.dinoShare(dinoGradient(), barlowGradient()),
                target,
                gradientNorm(),
                scheduled.learningRate(),
                scheduled.weightDecay(),
                scheduled.teacherMomentum(),
                scheduled.teacherTemperature(),
                entropy(),
                dino() - entropy(),
                embeddingStd(),
                rankMe,
                diagonalMean(),
                offDiagonalEnergy(),
                clock.pictures() + pictures,
                clock.rate(pictures),
                clock.elapsed(),
                clock.remaining(schedules.totalSteps() - step),
                runtime.totalMemory() - runtime.freeMemory(),
                ProcessMemory.resident(),
                Double.NaN);
    }

    double dino() {
        return value(Part.DINO);
    }

    double entropy() {
        return value(Part.ENTROPY);
    }

    double barlow() {
        return value(Part.BARLOW);
    }

    double onDiagonal() {
        return value(Part.ON_DIAGONAL);
    }

    double offDiagonal() {
        return value(Part.OFF_DIAGONAL);
    }

    double diagonalMean() {
        return value(Part.TRACE) / dimension;
    }

    /** Root mean square of the correlation matrix off its diagonal. */
    double offDiagonalEnergy() {
        return Math.sqrt(Math.max(0, offDiagonal()) / ((double) dimension * Math.max(1, dimension - 1)));
    }

    double dinoGradient() {
        return value(Part.CONFLICT);
    }

    double barlowGradient() {
        return parts.containsKey(Part.CONFLICT) ? parts.get(Part.CONFLICT)[1] : Double.NaN;
    }

    double gradientCosine() {
        return parts.containsKey(Part.CONFLICT) ? parts.get(Part.CONFLICT)[2] : Double.NaN;
    }

    double embeddingStd() {
        return value(Part.EMBEDDING_STD);
    }

    /** Norm of the whole gradient, from the norms of its tensors. */
    double gradientNorm() {
        double sum = 0;
        for (double norm : parts.get(Part.NORMS)) {
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    private double value(Part part) {
        return parts.containsKey(part) ? parts.get(part)[0] : Double.NaN;
    }
}
