package org.dinotwins.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class AlarmRulesTest {
    private static final int DIM = 64;
    private static final int OUTPUTS = 1000;
    private static final double MOST = Math.log(OUTPUTS);

    /** A step with these signals and otherwise healthy ones. */
    private static StepRecord step(long step, double entropy, double kl, double spread, double rank, double cosine) {
        return new StepRecord(
                step,
                1,
                5,
                4,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                cosine,
                0.5,
                0.5,
                1,
                1e-3,
                0.04,
                0.99,
                0.04,
                entropy,
                kl,
                spread,
                rank,
                0.5,
                0.1,
                100,
                10,
                10,
                10,
                1,
                1,
                Double.NaN);
    }

    private static StepRecord step(long step, double share, double target) {
        StepRecord s = healthy(step);
        return new StepRecord(
                s.step(),
                s.epoch(),
                s.total(),
                s.dino(),
                s.barlow(),
                s.barlowOnDiagonal(),
                s.barlowOffDiagonal(),
                s.dinoWeight(),
                s.barlowWeight(),
                s.dinoGradient(),
                s.barlowGradient(),
                s.gradientCosine(),
                share,
                target,
                s.gradientNorm(),
                s.learningRate(),
                s.weightDecay(),
                s.teacherMomentum(),
                s.teacherTemperature(),
                s.teacherEntropy(),
                s.teacherKl(),
                s.embeddingStd(),
                s.rankMe(),
                s.diagonalMean(),
                s.offDiagonalEnergy(),
                s.imagesSeen(),
                s.imagesPerSecond(),
                s.elapsedSeconds(),
                s.remainingSeconds(),
                s.heapBytes(),
                s.processBytes(),
                s.knnTop1());
    }

    private static StepRecord healthy(long step) {
        return step(step, 0.6 * MOST, 0.5, 0.12, 20, 0.1);
    }

    private static List<Alarm> alarms(AlarmRules rules, int steps, LongFunction<StepRecord> record) {
        List<Alarm> raised = new ArrayList<>();
        for (long i = 1; i <= steps; i++) {
            raised.addAll(rules.check(record.apply(i)));
        }
        return raised;
    }

    private static void assertRaised(Alarm.Kind kind, String words, LongFunction<StepRecord> record) {
        List<Alarm> raised = alarms(new AlarmRules(DIM, OUTPUTS), 200, record);
        assertThat(raised).as("reported once").hasSize(1);
        assertThat(raised.get(0).kind()).isEqualTo(kind);
        assertThat(raised.get(0).happened()).contains(words);
        assertThat(raised.get(0).advice()).isNotBlank();
        assertThat(raised.get(0).step()).as("not in the first steps").isGreaterThan(50);
    }

    @Test
    void aHealthyRunIsQuiet() {
        assertThat(alarms(new AlarmRules(DIM, OUTPUTS), 300, AlarmRulesTest::healthy))
                .isEmpty();
    }

    @Test
    void disabledLossesAreNotJudged() {
        assertThat(alarms(
                        new AlarmRules(DIM, OUTPUTS),
                        200,
                        i -> step(i, Double.NaN, Double.NaN, 0.12, Double.NaN, Double.NaN)))
                .isEmpty();
    }

    @Test
    void eachSignRaisesItsAlarm() {
        assertRaised(
                Alarm.Kind.UNIFORM_TEACHER, "all prototypes equally", i -> step(i, 0.999 * MOST, 1e-5, 0.12, 20, 0));
        assertRaised(Alarm.Kind.ONE_PROTOTYPE, "same prototype", i -> step(i, 1e-4, 1e-6, 0.12, 20, 0));
        assertRaised(Alarm.Kind.EMBEDDING_COLLAPSE, "nearly the same features", i -> step(i, 4, 0.5, 1e-3, 20, 0));
        assertRaised(Alarm.Kind.RANK_COLLAPSE, "1.2 effective dimensions of 64", i -> step(i, 4, 0.5, 0.12, 1.2, 0));
        assertRaised(Alarm.Kind.GRADIENT_CONFLICT, "-0.80", i -> step(i, 4, 0.5, 0.12, 20, -0.8));
    }

    @Test
    void aShareThatIsNotHeldRaisesItsAlarm() {
        assertRaised(Alarm.Kind.SHARE_NOT_HELD, "0.02 of the gradient instead of 0.50", i -> step(i, 0.02, 0.5));
        for (double[] held : new double[][] {{0.59, 0.5}, {0.9, Double.NaN}, {Double.NaN, 0.5}}) {
            assertThat(alarms(new AlarmRules(DIM, OUTPUTS), 200, i -> step(i, held[0], held[1])))
                    .as("share %s, target %s", held[0], held[1])
                    .isEmpty();
        }
    }

    @Test
    void aUniformTeacherIsFineWhileTheStudentDiffers() {
        assertThat(alarms(new AlarmRules(DIM, OUTPUTS), 200, i -> step(i, 0.999 * MOST, 0.3, 0.12, 20, 0)))
                .isEmpty();
    }

    @Test
    void aSignMustPersist() {
        assertThat(alarms(
                        new AlarmRules(DIM, OUTPUTS),
                        300,
                        i -> i % 10 == 0 ? healthy(i) : step(i, 4, 0.5, 0.12, 20, -0.8)))
                .isEmpty();
    }

    @Test
    void aReturningSignRaisesAnotherAlarm() {
        List<Alarm> raised = alarms(
                new AlarmRules(DIM, OUTPUTS),
                300,
                i -> i > 100 && i < 150 ? healthy(i) : step(i, 4, 0.5, 0.12, 20, -0.8));
        assertThat(raised)
                .extracting(Alarm::kind)
                .containsExactly(Alarm.Kind.GRADIENT_CONFLICT, Alarm.Kind.GRADIENT_CONFLICT);
    }
}
