package org.dinotwins.app.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.concurrent.atomic.AtomicInteger;
import org.dinotwins.measure.Measurement;
import org.junit.jupiter.api.Test;

class MeasurementOptionsViewModelTest {
    private final MeasurementOptionsViewModel order = new MeasurementOptionsViewModel();

    @Test
    void optionsBecomeMeasurementsInExecutionOrder() {
        order.wanted(MeasurementKind.SEGMENTATION).set(true);
        order.wanted(MeasurementKind.PROBE).set(false);
        order.labelsProperty().set(" 12.5 % ");
        order.seedProperty().set(" 3 ");
        order.limitProperty().set("40");

        assertThat(order.problem()).isEmpty();
        assertThat(order.measurements())
                .containsExactly(
                        entry(MeasurementKind.KNN, new Measurement.Knn(0.125, 3)),
                        entry(MeasurementKind.SEGMENTATION, new Measurement.Segmentation()));
        assertThat(order.limit()).isEqualTo(40);
        order.limitProperty().set("  ");
        assertThat(order.limit()).as("all pictures").isZero();
    }

    @Test
    void everyChangeThatCanResolveAProblemIsReported() {
        AtomicInteger changes = new AtomicInteger();
        order.onChange(changes::incrementAndGet);

        order.labelsProperty().set("10");
        order.seedProperty().set("1");
        order.limitProperty().set("5");
        order.supervisedStepsProperty().set("0");
        order.wanted(MeasurementKind.KNN).set(false);

        assertThat(changes).hasValue(5);
    }

    @Test
    void aNumberBeyondTheIntegerRangeIsRejected() {
        order.supervisedStepsProperty().set("9999999999");

        assertThat(order.problem())
                .hasValueSatisfying(words -> assertThat(words).contains("whole numbers"));
    }
}
