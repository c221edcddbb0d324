package org.dinotwins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.config.ConfigFile;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Exit codes, output and files of the commands. */
@Tag("slow")
class CliTest {
    @TempDir
    private Path home;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.create(true).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> args = new ArrayList<>();
        for (Object word : words) {
            args.add(word.toString());
        }
        int code = line.execute(args.toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "train --presett quick",
                "train --preset quik",
                "train --steps x",
                "train --steps -1",
                "train --set nonsense",
                "train --set train.batchSize=x",
                "train --set train.batchsize=8",
                "train --preset quick --config x.json",
                "train --config nowhere.json",
                "train --resume",
                "train --resume --out nowhere",
                "train --data nowhere --out OUT",
                "train --seed -1",
                "evaluate",
                "evaluate --run nowhere",
                "attention --run nowhere --image a.png --out OUT",
                "presets nothing",
                "measure probe",
                "measure --run nowhere knn",
                "measure knn",
                "measure knn --weights nowhere.safetensors",
                "measure knn --weights nowhere.safetensors --data nowhere",
                "measure knn --run nowhere --weights nowhere.safetensors --data nowhere",
                "measure knn --run nowhere --view squinting",
                "measure --run nowhere flight",
                "measure --run nowhere probe --labels 0",
                "measure --run nowhere probe --labels 101",
                "measure --run nowhere robustness --corruptions hail",
                "table --seeds a --out OUT",
                "table --steps -1 --out OUT",
                "sample-data"
            })
    void usageErrorsExitWithTwoAndAMessage(String words) {
        Outcome outcome = run((Object[])
                words.replace("OUT", home.resolve("out").toString()).trim().split(" "));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()
                        .lines()
                        .filter(line -> !line.startsWith("See:"))
                        .reduce((a, b) -> b)
                        .orElse(""))
                .endsWith(".");
        assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void aMissingImageFolderIsReportedWithItsOption() {
        Path missing = home.resolve("nowhere");
        Outcome outcome = run("train", "--data", missing, "--out", home.resolve("out"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("There is no image folder at " + missing + ". Choose the folder of your image set.")
                .contains("Use --data to name it.")
                .doesNotContain("data.folder");
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    void helpVersionAndListsExitWithZero() {
        assertThat(run("--help")).satisfies(o -> {
            assertThat(o.code()).isZero();
            assertThat(o.out()).contains("train", "evaluate", "attention", "sample-data", "doctor", "table");
        });
        assertThat(run("--version").out()).startsWith("DinoTwins Workbench 0");
        assertThat(run("presets").out()).contains("quick", "paper");
        assertThat(run("settings", "barlow").out())
                .contains("objective.barlow.lambda")
                .doesNotContain("train.seed");
        assertThat(run("train", "--help").out()).contains("--preset", "--set", "--resume");
    }

    @Test
    void aPrintedPresetIsAValidConfiguration() throws Exception {
        assertThat(ConfigJson.parse(run("presets", "dino").out()).objective().withBarlow())
                .isFalse();
    }

    @Test
    void doctorReportsDeviceAndReason() {
        Outcome outcome = run("doctor");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("pytorch", "device", "why");
    }

    @Test
    void trainsResumesEvaluatesExportsAndMeasures() throws Exception {
        Path images = TinyRun.images(home.resolve("images"));
        Path config = home.resolve("config.json");
        ConfigFile.write(config, TinyRun.config(images));
        Path folder = home.resolve("a run");

        Outcome trained = run(
                "train",
                "--config",
                config,
                "--out",
                folder,
                "--steps",
                3,
                "--seed",
                5,
                "--set",
                "objective.dinoWeight=0.5",
                "--no-evaluate");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).isEmpty();
        assertThat(trained.err()).contains("step 1 ", "images/s", "left");
        assertThat(RunFolder.open(folder).config().train().seed()).isEqualTo(5);
        assertThat(RunFolder.open(folder).config().objective().dinoWeight()).isEqualTo(0.5);

        Outcome taken = run("train", "--config", config, "--out", folder, "--steps", 3);
        assertThat(taken.code()).isEqualTo(2);
        assertThat(taken.err()).contains("There is a run in " + folder + " already");

        Outcome resumed = run("train", "--resume", "--out", folder, "--steps", 5);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("kNN top-1", "trained", "random", "best floor");
        assertThat(RunFolder.open(folder).metrics()).hasSize(5);

        Outcome evaluated = run("evaluate", "--run", folder, "--json");
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        JsonObject scores = JsonParser.parseString(evaluated.out()).getAsJsonObject();
        assertThat(scores.getAsJsonObject("trained").get("knn_top1").getAsDouble())
                .isBetween(0.0, 1.0);
        assertThat(scores.getAsJsonObject("random").get("jaccard").getAsDouble())
                .isBetween(0.0, 1.0);
        assertThat(scores.getAsJsonObject("majority").get("top1").getAsDouble()).isEqualTo(0.5);

        Path others = home.resolve("other images");
        assertThat(run("sample-data", "--out", others, "--seed", 8, "--train", 16, "--validation", 8)
                        .code())
                .isZero();
        byte[] kept = Files.readAllBytes(folder.resolve("evaluation.json"));
        Outcome elsewhere = run("evaluate", "--run", folder, "--data", others, "--json");
        assertThat(elsewhere.code()).as(elsewhere.err()).isZero();
        JsonObject on =
                JsonParser.parseString(elsewhere.out()).getAsJsonObject().getAsJsonObject("measured");
        assertThat(on.get("train_pictures").getAsInt()).isEqualTo(16);
        assertThat(on.get("validation_pictures").getAsInt()).isEqualTo(8);
        assertThat(folder.resolve("evaluation.json"))
                .as("the evaluation on the run's own images is unchanged")
                .hasBinaryContent(kept);
        Outcome missing = run("evaluate", "--run", folder, "--data", home.resolve("nowhere"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err())
                .contains("There is no image folder at " + home.resolve("nowhere") + ". ", "Use --data");

        Outcome exported =
                run("export", "--run", folder, "--naming", "hf", "--out", home.resolve("hf/model.safetensors"));
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("model.safetensors", "config.json");
        assertThat(run(
                                "export",
                                "--weights",
                                home.resolve("hf/model.safetensors"),
                                "--naming",
                                "TIMM",
                                "--out",
                                home.resolve("timm.safetensors"))
                        .code())
                .isZero();
        assertThat(run("export", "--run", folder, "--naming", "jax", "--out", home.resolve("x"))
                        .code())
                .isEqualTo(2);
        assertThat(run("export", "--naming", "hf", "--out", home.resolve("x")).code())
                .isEqualTo(2);
        assertThat(run("export", "--run", folder, "--step", 0, "--naming", "hf", "--out", home.resolve("x"))
                        .code())
                .isEqualTo(2);

        Outcome measured = run("measure", "knn", "--run", folder, "--labels", 50);
        assertThat(measured.code()).as(measured.err()).isZero();
        assertThat(measured.out())
                .contains("kNN, 50 % of the labels", "| Trained", "Majority guess", "a run, step 5, on images");
        JsonObject knn = JsonParser.parseString(run("measure", "--run", folder, "knn", "--labels", 50, "--json")
                        .out())
                .getAsJsonObject();
        assertThat(knn.get("kind").getAsString()).isEqualTo("knn");
        assertThat(folder.resolve("measurements")).isDirectoryContaining("glob:**knn-50pct-seed0*.csv");
        assertThat(run("measure", "--run", folder, "domains").err()).contains("has no domains");
        assertThat(run("measure", "knn", "--run", folder, "--out", home).err()).contains("--out needs --weights");
        Outcome imported = run(
                "measure",
                "knn",
                "--weights",
                home.resolve("timm.safetensors"),
                "--data",
                home.resolve("images"),
                "--out",
                home.resolve("measured"),
                "--view",
                "centre");
        assertThat(imported.out()).contains("timm.safetensors, on images", "cropped to the central");
        assertThat(home.resolve("measured/measurements")).isDirectoryContaining("glob:**knn-100pct-seed0-*centre.json");
        assertThat(run("attention", "--run", folder, "--image", "x.png", "--block", 9, "--out", home)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aTableContinuesUnfinishedRuns() throws Exception {
        Path config = home.resolve("config.json");
        ConfigFile.write(config, TinyRun.config(TinyRun.images(home.resolve("images"))));
        Object[] words = {"table", "--config", config, "--seeds", "0,1", "--steps", 2, "--out", home.resolve("runs")};
        Outcome first = run(words);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("over 2 seeds", "±", "33.3 ± 0.0 %");
        long made = Files.getLastModifiedTime(home.resolve("runs/seed-1/evaluation.json"))
                .toMillis();
        assertThat(run(words).out()).isEqualTo(first.out());
        assertThat(Files.getLastModifiedTime(home.resolve("runs/seed-1/evaluation.json"))
                        .toMillis())
                .isEqualTo(made);

        words[6] = 3;
        assertThat(run(words).code()).isZero();
        RunFolder longer = RunFolder.open(home.resolve("runs/seed-1"));
        assertThat(longer.metrics()).as("continued to the larger --steps").hasSize(3);
        assertThat(longer.evaluation().orElseThrow().measured().step()).isEqualTo(3);
    }

    @Test
    void sampleDataIsWrittenToItsFolder() {
        Outcome outcome = run("sample-data", "--out", home.resolve("set"), "--train", 2, "--validation", 1);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(home.resolve("set/annotations/instances_train.json")).isNotEmptyFile();
    }
}
