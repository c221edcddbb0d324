package org.dinotwins.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.Setting;
import org.junit.jupiter.api.Test;

class SettingsFormTest {
    private final RunConfig quick = SetupViewModel.firstConfig();
    private final SettingsForm form = new SettingsForm(quick);

    private static Setting setting(String path) {
        return Setting.all().stream()
                .filter(s -> s.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPresetHasNoErrorsAndIsUnchanged() {
        assertThat(form.startableProperty().get()).isTrue();
        assertThat(form.changedProperty().get()).isFalse();
        assertThat(form.configProperty().get()).isEqualTo(quick);
    }

    @Test
    void anInvalidValueIsReportedByLabelAndBlocksTheStart() {
        form.text("augment.globalSize").set("65");

        List<Problem> problems = form.problems(setting("augment.globalSize"));
        assertThat(problems)
                .anySatisfy(p -> assertThat(p.message())
                        .startsWith("Global crop size is 65 px")
                        .contains("64 and 72"));
        assertThat(form.startableProperty().get()).isFalse();

        form.text("augment.globalSize").set("64");
        assertThat(form.problems(setting("augment.globalSize"))).isEmpty();
        assertThat(form.startableProperty().get()).isTrue();
    }

    @Test
    void aValueThatIsNotANumberKeepsTheLastConfiguration() {
        form.text("train.batchSize").set("many");

        assertThat(form.startableProperty().get()).isFalse();
        assertThat(form.problems(setting("train.batchSize"))).isNotEmpty();
        assertThat(form.configProperty().get()).isEqualTo(quick);
    }

    @Test
    void anEndOfARangeBelongsToItsSetting() {
        form.text("augment.localScale.min").set("0.9");

        assertThat(form.problems(setting("augment.localScale"))).isNotEmpty();
        assertThat(form.problems(setting("augment.globalScale"))).isEmpty();
    }

    @Test
    void resetRevertsEveryChange() {
        form.text("train.epochs").set("3");
        form.text("name").set("mine");
        assertThat(form.changedProperty().get()).isTrue();
        assertThat(form.configProperty().get().name()).isEqualTo("mine");

        form.reset();
        assertThat(form.configProperty().get()).isEqualTo(quick);
        assertThat(form.changedProperty().get()).isFalse();
    }

    @Test
    void theSearchMatchesAllWords() {
        assertThat(SettingsForm.matches(setting("train.teacherMomentum"), "teacher mom"))
                .isTrue();
        assertThat(SettingsForm.matches(setting("train.teacherMomentum"), "teacher unknown"))
                .isFalse();
    }
}
