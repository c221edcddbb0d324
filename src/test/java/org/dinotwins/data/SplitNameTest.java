package org.dinotwins.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognises the split that a name speaks of. */
class SplitNameTest {
    @ParameterizedTest
    @CsvSource({
        "train, TRAIN",
        "Training, TRAIN",
        "TRAIN2017, TRAIN",
        "train_1, TRAIN",
        "seg_train, TRAIN",
        "obj_train_data, TRAIN",
        "trainSet, TRAIN",
        "trainset, TRAIN",
        "trainval, TRAIN",
        "train-images, TRAIN",
        "val, VALIDATION",
        "Valid, VALIDATION",
        "validation, VALIDATION",
        "val2017, VALIDATION",
        "obj_Validation_data, VALIDATION",
        "TEST, TEST",
        "test-set, TEST",
        "testing, TEST"
    })
    void namesOfSplits(String name, SplitName split) {
        assertThat(SplitName.of(name)).contains(split);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat",
                "trainer",
                "bullet train",
                "train_masks",
                "trainA",
                "images",
                "2017",
                "train_val",
                "",
                "__",
                "contest"
            })
    void otherNames(String name) {
        assertThat(SplitName.of(name)).isEmpty();
    }
}
