package org.dinotwins.app.live.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dinotwins.app.live.signals.CollapseSignal.Kind;
import org.dinotwins.app.live.signals.CollapseSignal.Verdict;
import org.dinotwins.chart.SampleSteps;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.Test;

class SignalVerdictsTest {
    private static final double LN_K = Math.log(1024);
    private final SignalVerdicts verdicts = new SignalVerdicts(128, 1024, 48);

    private CollapseSignal judged(Kind kind, StepRecord step) {
        return verdicts.judge(step, step.rankMe()).stream()
                .filter(s -> s.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static StepRecord step(double entropy, double kl, double std, double rankMe) {
        return SampleSteps.with(200, 1, 1, 1e-3, entropy, kl, std, rankMe);
    }

    @Test
    void aHealthyRunIsGreenThroughout() {
        assertThat(verdicts.judge(SampleSteps.healthy(200), 30))
                .allMatch(s -> s.verdict() == Verdict.HEALTHY)
                .allMatch(s -> s.sentence().startsWith("Healthy: "));
    }

    @Test
    void nothingIsJudgedInTheFirstSteps() {
        assertThat(verdicts.judge(SampleSteps.with(50, 1, 1, 1e-3, LN_K, 0, 0, 1), 1))
                .allMatch(s -> s.verdict() == Verdict.WAITING);
    }

    @Test
    void theTeachersEntropyIsComparedWithLnK() {
        assertThat(judged(Kind.TEACHER_ENTROPY, step(LN_K, 0, 0.08, 30)).verdict())
                .isEqualTo(Verdict.ALARM);
        assertThat(judged(Kind.TEACHER_ENTROPY, step(0.001, 0, 0.08, 30)).verdict())
                .isEqualTo(Verdict.ALARM);
        assertThat(judged(Kind.TEACHER_ENTROPY, step(0.98 * LN_K, 0.5, 0.08, 30))
                        .verdict())
                .isEqualTo(Verdict.WATCH);
        assertThat(judged(Kind.TEACHER_ENTROPY, step(LN_K / 2, 0.5, 0.08, 30)).share())
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aUniformTeacherIsNoCollapseIfTheStudentDiffers() {
        assertThat(judged(Kind.TEACHER_ENTROPY, step(LN_K, 0.4, 0.08, 30)).verdict())
                .isEqualTo(Verdict.WATCH);
    }

    @Test
    void deviationAndRankTurnYellowBeforeRed() {
        double full = 1 / Math.sqrt(128);
        assertThat(judged(Kind.EMBEDDING_STD, step(4, 0.5, 0.2 * full, 30)).verdict())
                .isEqualTo(Verdict.WATCH);
        assertThat(judged(Kind.EMBEDDING_STD, step(4, 0.5, 0.01 * full, 30)).verdict())
                .isEqualTo(Verdict.ALARM);
        assertThat(judged(Kind.RANK_ME, step(4, 0.5, 0.08, 3)).verdict()).isEqualTo(Verdict.WATCH);
        assertThat(judged(Kind.RANK_ME, step(4, 0.5, 0.08, 1.5)).verdict()).isEqualTo(Verdict.ALARM);
    }

    @Test
    void rankMeIsComparedWithItsLimitForTheBatch() {
        assertThat(judged(Kind.RANK_ME, SampleSteps.healthy(200)).reference()).contains("96");
    }

    @Test
    void aDisabledLossHasNoVerdict() {
        CollapseSignal entropy = judged(Kind.TEACHER_ENTROPY, step(Double.NaN, Double.NaN, 0.08, 30));

        assertThat(entropy.verdict()).isEqualTo(Verdict.OFF);
        assertThat(entropy.value()).isEqualTo("–");
    }

    @Test
    void theCosineIsDescribedInWords() {
        assertThat(SignalVerdicts.agreement(-0.5)).contains("against each other");
        assertThat(SignalVerdicts.agreement(0.3)).contains("same way");
    }
}
