package org.dinotwins.export.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.Test;

/** Which value of a step each curve of the report shows. */
class CurveChartsTest {
    private static final RecordComponent[] COMPONENTS = StepRecord.class.getRecordComponents();

    /** A step whose n-th value is n, so that each value says which it is. */
    private static StepRecord numbered() throws ReflectiveOperationException {
        Object[] values = new Object[COMPONENTS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = COMPONENTS[i].getType() == long.class ? (Object) (long) i : (Object) (double) i;
        }
        Constructor<StepRecord> constructor = StepRecord.class.getDeclaredConstructor(
                Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    @Test
    void eachCurveShowsTheValueOfItsName() throws Exception {
        StepRecord step = numbered();
        List<Tuple> shown = new ArrayList<>();
        for (CurveCharts.Chart chart : CurveCharts.ALL) {
            for (CurveCharts.Curve curve : chart.curves()) {
                shown.add(tuple(chart.title(), curve.name(), COMPONENTS[(int) curve.values(List.of(step))[0]].getName()));
            }
        }
        assertThat(shown).containsExactly(
                tuple("Losses", "DINO", "dino"), tuple("Losses", "Barlow Twins", "barlow"),
                tuple("Weighted total", "total", "total"),
                tuple("Effective weights", "DINO", "dinoWeight"),
                tuple("Effective weights", "Barlow Twins", "barlowWeight"),
                tuple("Cosine of the two gradients", "cosine", "gradientCosine"),
                tuple("Teacher", "entropy, nats", "teacherEntropy"),
                tuple("Teacher", "KL to the student, nats", "teacherKl"),
                tuple("Correlation matrix", "diagonal mean", "diagonalMean"),
                tuple("Correlation matrix", "off-diagonal RMS", "offDiagonalEnergy"),
                tuple("kNN accuracy during training", "top-1", "knnTop1"),
                tuple("Effective rank (RankMe)", "rank", "rankMe"),
                tuple("Standard deviation of embeddings", "deviation", "embeddingStd"),
                tuple("Learning rate", "rate", "learningRate"), tuple("Gradient norm", "norm", "gradientNorm"));
    }
}
