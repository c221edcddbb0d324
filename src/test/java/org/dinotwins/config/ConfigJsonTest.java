package org.dinotwins.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.objective.Balancing;
import org.dinotwins.objective.ObjectiveConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations are read back unchanged, presets are valid, and mistakes are reported with their path. */
class ConfigJsonTest {
    static List<String> presets() {
        return Presets.names();
    }

    private static RunConfig quick() throws WorkbenchException {
        return Presets.load("quick");
    }

    @ParameterizedTest
    @MethodSource("presets")
    void presetsAreValid(String name) throws WorkbenchException {
        RunConfig config = Presets.load(name);
        assertThat(ConfigJson.check(config)).noneMatch(p -> !p.warning());
        assertThat(config.name()).isEqualTo(name);
        assertThat(Presets.describe(name)).endsWith(".");
        assertThat(ConfigJson.parse(ConfigJson.write(config))).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"knnEveryEpochs", "microBatches", "gradientCheckpointing", "precision", "gpus", "attentionDecay"
            })
    void configsWithoutALaterSettingAreRead(String setting) throws Exception {
        String old = ConfigJson.write(Presets.load("quick")).replaceAll("\\s*\"" + setting + "\": [\\w.\"]+,", "");
        assertThat(old).doesNotContain(setting);
        assertThat(ConfigJson.parse(old)).isEqualTo(Presets.load("quick"));
    }

    @Test
    void configsWithoutAnInitialisationUseDinos() throws Exception {
        String old = ConfigJson.write(Presets.load("paper")).replaceAll(",\\s*\"start\": \"DINO\"", "");
        assertThat(old).doesNotContain("\"start\"");
        assertThat(ConfigJson.parse(old)).isEqualTo(Presets.load("paper"));
    }

    @Test
    void noPresetHasAWarning() throws WorkbenchException {
        for (String name : Presets.names()) {
            assertThat(ConfigJson.check(Presets.load(name))).as(name).isEmpty();
        }
    }

    @Test
    void everySettingHasItsDescriptionInOrder() throws WorkbenchException {
        List<String> described = new ArrayList<>();
        Setting.all().forEach(s -> described.addAll(s.paths()));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        ConfigJson.settings(quick()).keySet());
        assertThat(new HashSet<>(described)).hasSameSizeAs(described);
        assertThat(Setting.all()).allSatisfy(s -> {
            assertThat(s.help()).endsWith(".");
            assertThat(s.label()).isNotBlank();
        });
    }

    @Test
    void balancingByGradientNormsIsReadAsAShareOfTheGradient() throws WorkbenchException {
        String early = ConfigJson.write(quick())
                .replaceFirst("\"dinoShare\": 0.5,", "")
                .replaceFirst("\"dinoWeight\": 1,", "\"dinoWeight\": 1.5,")
                .replaceFirst("\"barlowWeight\": 1,", "\"barlowWeight\": 0.5,")
                .replaceFirst("GRADIENT_SHARE", "GRADIENT_NORM");
        ObjectiveConfig objective = ConfigJson.parse(early).objective();
        assertThat(objective.balancing()).isEqualTo(Balancing.GRADIENT_SHARE);
        assertThat(objective.dinoShare()).isEqualTo(0.75);
        assertThat(objective.dinoWeight()).isEqualTo(1);
    }

    @Test
    void fixedWeightsOfAnEarlyFileStay() throws WorkbenchException {
        String early = ConfigJson.write(quick())
                .replaceFirst("\"dinoShare\": 0.5,", "")
                .replaceFirst("\"barlowWeight\": 1,", "\"barlowWeight\": 0,")
                .replaceFirst("GRADIENT_SHARE", "FIXED");
        ObjectiveConfig objective = ConfigJson.parse(early).objective();
        assertThat(objective.balancing()).isEqualTo(Balancing.FIXED);
        assertThat(objective.withBarlow()).isFalse();
    }

    @Test
    void settingsAreReplacedByPath() throws WorkbenchException {
        RunConfig changed = ConfigJson.with(
                quick(),
                Map.of(
                        "objective.dinoWeight",
                        "0.5",
                        "train.device",
                        "cpu",
                        "augment.globalScale.min",
                        "0.3",
                        "train.seed",
                        "9007199254740991",
                        "name",
                        "a b"));
        assertThat(changed.objective().dinoWeight()).isEqualTo(0.5);
        assertThat(changed.augment().globalScale().min()).isEqualTo(0.3);
        assertThat(changed.train().seed()).isEqualTo(9007199254740991L);
        assertThat(changed.name()).isEqualTo("a b");
        assertThat(ConfigJson.settings(changed))
                .containsEntry("objective.dinoWeight", "0.5")
                .containsEntry("train.minLearningRate", "0.000001")
                .containsEntry("train.device", "CPU");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.batchsize|32|train.batchSize",
                "batchSize|32|train.batchSize",
                "train.batchSize|many|whole number",
                "train.batchSize|1.5|whole number",
                "train.batchSize|99999999999|whole number",
                "train.device|gpu|AUTO, CPU, CUDA",
                "train.precision|half|FLOAT32, BFLOAT16",
                "objective.dino.normLastLayer|1|true or false",
                "train.epochs|NaN|number",
                "augment.globalScale|0.4|augment.globalScale.min",
                "model.dim|130|heads",
                "augment.globalScale.min|1.5|0.01",
            })
    void oneWrongSettingIsOneClearProblem(String path, String value, String reported) throws WorkbenchException {
        List<Problem> problems =
                new ArrayList<>(ConfigJson.edit(quick(), Map.of(path, value)).problems());
        problems.removeIf(Problem::warning);
        assertThat(problems).isNotEmpty().anySatisfy(p -> {
            assertThat(p.path()).isEqualTo(path);
            assertThat(p.message()).contains(reported).endsWith(".");
        });
    }

    @Test
    void anEditReportsAllMistakes() throws WorkbenchException {
        ConfigJson.Edited edited = ConfigJson.edit(
                quick(),
                Map.of(
                        "train.batchSize",
                        "x",
                        "augment.localSize",
                        "100",
                        "model.imageSize",
                        "65",
                        "train.epochs",
                        "-1"));
        assertThat(edited.config()).isEmpty();
        assertThat(edited.problems())
                .extracting(Problem::path)
                .contains("train.batchSize", "model.imageSize", "train.epochs");
    }

    @Test
    void anEditWithoutMistakesGivesTheConfiguration() throws WorkbenchException {
        assertThat(ConfigJson.edit(quick(), Map.of("train.batchSize", "40"))
                        .config()
                        .orElseThrow()
                        .train()
                        .batchSize())
                .isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objective.balancing=FIXED;objective.dinoWeight=0;objective.barlowWeight=0|objective.dinoWeight|false",
                "objective.dinoWeight=0|objective.dinoWeight|false",
                "objective.barlowWeight=0|objective.barlowWeight|false",
                "objective.barlowWeight=0.5|objective.barlowWeight|true",
                "objective.dinoShare=1.5|objective.dinoShare|false",
                "augment.localSize=72|augment.localSize|false",
                "augment.globalSize=68|augment.globalSize|false",
                "augment.globalSize=72|model.imageSize|true",
                "train.batchSize=16|objective.barlow.outputs|true",
                "objective.barlow.lambda=0.0051|objective.barlow.lambda|true",
                "train.freezeLastLayerEpochs=900|train.freezeLastLayerEpochs|true",
                "train.warmupEpochs=900|train.warmupEpochs|true",
                "objective.dino.teacherTemperatureStart=0.09|objective.dino.teacherTemperatureStart|true",
                "objective.dino.teacherTemperature=0.2|objective.dino.teacherTemperature|true",
                "train.teacherMomentum=0.5|train.teacherMomentum|true",
                "train.baseLearningRate=1|train.baseLearningRate|true",
                "train.minLearningRate=1|train.minLearningRate|true",
                "train.microBatches=0|train.microBatches|false",
                "train.microBatches=49|train.microBatches|true",
                "train.device=cpu;train.precision=bfloat16|train.precision|true",
                "train.device=cpu;train.gpus=4|train.gpus|true",
                "train.gpus=49|train.gpus|true",
                "train.gpus=-1|train.gpus|false",
            })
    void inconsistentSettingsAreReported(String changes, String path, boolean warning) throws WorkbenchException {
        Map<String, String> settings = new HashMap<>();
        for (String change : changes.split(";")) {
            settings.put(change.split("=")[0], change.split("=")[1]);
        }
        assertThat(ConfigJson.check(ConfigJson.with(quick(), settings)))
                .anyMatch(p -> p.path().equals(path) && p.warning() == warning);
    }

    @Test
    void mistakesInFilesNameTheirPath() throws WorkbenchException {
        String json = ConfigJson.write(quick());
        assertRefused(json.replace("\"batchSize\": 48", "\"batchSize\": \"48\""), "train.batchSize", "whole number");
        assertRefused(
                json.replace("\"batchSize\"", "\"batchsize\""),
                "train.batchsize",
                "did you mean batchSize?",
                "train.batchSize is missing");
        assertRefused(json.replace("\"AUTO\"", "\"GPU\""), "train.device", "AUTO, CPU, CUDA");
        assertRefused(json.replace("\"dim\": 128", "\"dim\": 130"), "model", "heads");
        assertRefused(json.replace("\"flip\": 0.5", "\"flip\": NaN"), "JSON");
        assertRefused("[]", "JSON object");
        assertRefused("", "JSON");
        assertRefused(json.substring(0, json.length() / 2), "JSON");
    }

    private static void assertRefused(String json, String... reported) {
        assertThatThrownBy(() -> ConfigJson.parse(json))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContainingAll(reported);
    }

    @Test
    void anUnknownPresetSuggestsTheNearest() {
        assertThatThrownBy(() -> Presets.load("quik"))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("did you mean quick?");
    }
}
