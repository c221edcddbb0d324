package org.dinotwins.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import org.dinotwins.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules, compared with the public DINO code. */
class ScheduleGoldenTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"lr", "weight_decay", "momentum"})
    void cosineWithWarmUp(String name) throws Exception {
        GoldenFile golden = GoldenFile.open("schedules");
        JsonObject c = golden.settings(name);
        double warmup = c.has("warmup_epochs") ? c.get("warmup_epochs").getAsDouble() : 0;
        Schedule schedule = Schedule.cosine(
                c.get("base").getAsDouble(),
                c.get("end").getAsDouble(),
                warmup,
                c.get("epochs").getAsDouble(),
                c.get("iterations_per_epoch").getAsLong());
        double[] expected = golden.doubles(name);
        assertThat(schedule.totalSteps()).isEqualTo(expected.length);
        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.at(step)).as(name + " at step " + step).isCloseTo(expected[step], within(TOLERANCE));
        }
    }

    @Test
    void teacherTemperature() throws Exception {
        GoldenFile golden = GoldenFile.open("schedules");
        JsonObject c = golden.settings("teacher_temp");
        double[] expected = golden.doubles("teacher_temp");
        for (int epoch = 0; epoch < expected.length; epoch++) {
            assertThat(Schedule.teacherTemperature(
                            c.get("warmup").getAsDouble(),
                            c.get("final").getAsDouble(),
                            c.get("warmup_epochs").getAsDouble(),
                            epoch))
                    .isCloseTo(expected[epoch], within(TOLERANCE));
        }
    }
}
