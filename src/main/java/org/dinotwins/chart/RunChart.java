package org.dinotwins.chart;

import java.util.ArrayList;
import java.util.List;
import org.dinotwins.train.StepRecord;
import org.jfree.chart.JFreeChart;

/** A chart of a run, for the Live workspace and the report: its title and its curves. */
public enum RunChart {
    WEIGHTED_LOSSES("Weighted losses", TrainingCurve.BARLOW_WEIGHTED, TrainingCurve.DINO_WEIGHTED, TrainingCurve.TOTAL),
    DINO_LOSS("DINO loss, unweighted", TrainingCurve.DINO),
    BARLOW_LOSS("Barlow Twins loss, unweighted", TrainingCurve.BARLOW),
    WEIGHTS("Effective weights", TrainingCurve.BARLOW_WEIGHT, TrainingCurve.DINO_WEIGHT),
    GRADIENT_NORMS(
            "Gradient norms", TrainingCurve.GRADIENT_NORM, TrainingCurve.BARLOW_GRADIENT, TrainingCurve.DINO_GRADIENT),
    GRADIENT_SHARE("DINO's share of the gradient", TrainingCurve.DINO_SHARE, TrainingCurve.DINO_SHARE_TARGET),
    GRADIENT_COSINE("Cosine of the two gradients", TrainingCurve.GRADIENT_COSINE),
    TEACHER("Teacher entropy and KL divergence, nats", TrainingCurve.TEACHER_KL, TrainingCurve.TEACHER_ENTROPY),
    CORRELATION(
            "Cross-correlation: mean diagonal, off-diagonal RMS",
            TrainingCurve.OFF_DIAGONAL,
            TrainingCurve.DIAGONAL_MEAN),
    KNN("kNN top-1 during training, %", TrainingCurve.KNN),
    RANK_ME("Effective rank (RankMe)", TrainingCurve.RANK_ME),
    EMBEDDING_STD("Embedding standard deviation", TrainingCurve.EMBEDDING_STD),
    LEARNING_RATE("Learning rate", TrainingCurve.LEARNING_RATE),
    TEACHER_MOMENTUM("Teacher momentum", TrainingCurve.TEACHER_MOMENTUM),
    WEIGHT_DECAY("Weight decay", TrainingCurve.WEIGHT_DECAY),
    TEACHER_TEMPERATURE("Teacher temperature", TrainingCurve.TEACHER_TEMPERATURE);

    /** Columns of pixels on a page; {@link StepSeries#between} keeps about four points for each. */
    private static final int PAGE_COLUMNS = 230;

    private final String title;
    private final List<TrainingCurve> curves;

    RunChart(String title, TrainingCurve... curves) {
        this.title = title;
        this.curves = List.of(curves);
    }

    public String title() {
        return title;
    }

    /** The curves in the order of drawing, the last one on top. */
    public List<TrainingCurve> curves() {
        return curves;
    }

    /** Whether the vertical scale is logarithmic. */
    public boolean logarithmic() {
        return this == GRADIENT_NORMS;
    }

    /** The charts of a run for a page, in order, except those without any value. */
    static List<JFreeChart> page(List<StepRecord> steps, ChartColours colours) {
        RunCurves run = RunCurves.of(steps);
        List<JFreeChart> charts = new ArrayList<>();
        for (RunChart each : values()) {
            if (each.curves.stream().anyMatch(curve -> !run.get(curve).isEmpty())) {
                charts.add(each.chart(run, colours));
            }
        }
        return charts;
    }

    private JFreeChart chart(RunCurves run, ChartColours colours) {
        double from = run.firstStep();
        double to = Math.max(from + 1, run.lastStep());
        ValueScale scale = new ValueScale();
        scale.logarithmic(logarithmic());
        VisibleCurves shown = new VisibleCurves(curves);
        shown.setRun(run);
        shown.clip(from, to, PAGE_COLUMNS, logarithmic());
        return new CurvePlot(shown, scale, true).page(title, colours, from, to);
    }
}
