package org.dinotwins.run.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.dinotwins.run.evaluation.Evaluation.Scores;
import org.dinotwins.run.evaluation.EvaluationScore.Floor;
import org.junit.jupiter.api.Test;

/** Each score is compared with the highest floor of its kind. */
class EvaluationScoreTest {
    private static final Scores TRAINED = new Scores(0.7, 0.9, 0.72, 0.5, 0.55, 0.52, 0.5, 0.6, 20);
    private static final Scores RANDOM = new Scores(0.2, 0.5, 0.2, 0.3, 0.35, 0.32, 0.3, 0.4, 3);

    private static Evaluation evaluation(Scores trained, Floors floors) {
        return new Evaluation(
                trained,
                RANDOM,
                new Evaluation.Majority(0.1),
                new Evaluation.Guess(0.3, 0.2),
                floors,
                new Evaluation.Measured(1, 1, 1, 1, List.of()));
    }

    /** Floors of 0 but for one. */
    private static Floors floors(String name, double value) throws ReflectiveOperationException {
        RecordComponent[] parts = Floors.class.getRecordComponents();
        Object[] values = Arrays.stream(parts)
                .map(part -> part.getName().equals(name) ? value : 0.0)
                .toArray();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return Floors.class.getConstructor(types).newInstance(values);
    }

    @Test
    void everyFloorIsTheHighestOfItsScoresWhenItIsHigh() throws Exception {
        for (RecordComponent part : Floors.class.getRecordComponents()) {
            Evaluation evaluation = evaluation(TRAINED, floors(part.getName(), 0.95));
            boolean isTen = part.getName().contains("knn10");
            assertThat(Arrays.stream(EvaluationScore.values())
                            .flatMap(score -> score.floor(evaluation).stream())
                            .anyMatch(floor -> floor.value() == 0.95))
                    .as(part.getName())
                    .isEqualTo(!isTen);
        }
    }

    @Test
    void namesWhatReachesTheFloor() throws Exception {
        Evaluation evaluation = evaluation(TRAINED, floors("hog_knn_top1", 0.86));
        Floor floor = EvaluationScore.KNN_TOP1.floor(evaluation).orElseThrow();
        assertThat(floor).isEqualTo(new Floor("HOG", 0.86));
        assertThat(floor.isBeatenBy(0.86)).isFalse();
        assertThat(floor.isBeatenBy(0.87)).isTrue();
        assertThat(EvaluationScore.JACCARD.floor(evaluation)).contains(new Floor("random weights", 0.3));
    }

    @Test
    void anOlderEvaluationHasRandomWeightsAsItsFloor() {
        Evaluation evaluation = evaluation(TRAINED, Floors.unknown());
        assertThat(EvaluationScore.ON_OBJECTS.floor(evaluation)).contains(new Floor("random weights", 0.4));
    }

    @Test
    void theFloorsAreInTheJson() throws Exception {
        Evaluation evaluation = evaluation(TRAINED, floors("pixels_knn_top1", 0.655));
        assertThat(evaluation.json()).contains("\"floors\": {", "\"pixels_knn_top1\": 0.655");
        assertThat(Evaluation.parse(evaluation.json())).isEqualTo(evaluation);
        String older = evaluation.json().replaceFirst("(?s)\"floors\": \\{.*?},", "");
        assertThat(Evaluation.parse(older).floors()).isEqualTo(Floors.unknown());
    }
}
