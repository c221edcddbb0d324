package org.dinotwins.cli.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dinotwins.cli.Cli;
import org.dinotwins.config.ConfigFile;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Exit codes, output and files of the ablation commands. */
@Tag("slow")
class AblateCommandTest {
    @TempDir
    private Path home;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.create(true).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ablate",
                "ablate --out OUT",
                "ablate --preset methods",
                "ablate --preset method --out OUT",
                "ablate --grid nowhere.json --out OUT",
                "ablate --preset methods --out OUT --set train.epoch=1",
                "ablate --preset methods --out OUT --seeds 1,1",
                "ablate --out OUT --resume",
                "ablate status --out nowhere",
                "ablate table --out nowhere",
                "ablate table",
                "ablate presets method",
                "ablate choose --out nowhere --axis Method",
                "ablate choose --out nowhere",
                "ablate cell --out nowhere --index 0",
                "ablate slurm",
                "ablate slurm write --out OUT",
                "ablate slurm submit --out nowhere"
            })
    void usageErrorsExitWithTwoAndAMessage(String words) {
        Outcome outcome = run(
                (Object[]) words.replace("OUT", home.resolve("out").toString()).split(" "));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()
                        .lines()
                        .filter(line -> !line.startsWith("See:"))
                        .reduce((a, b) -> b)
                        .orElse(""))
                .endsWith(".");
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    void presetsAreListedAndPrinted() {
        assertThat(run("ablate", "--help").out()).contains("95 % intervals").doesNotContain("%%");
        assertThat(run("ablate", "presets").out()).contains("methods ", "shares ", "augmentations ");
        assertThat(run("ablate", "presets", "shares").out()).contains("0.25, 0.5");
    }

    @Test
    void aGridIsRunAndReported() throws Exception {
        Path config = home.resolve("config.json");
        ConfigFile.write(config, TinyRun.config(TinyRun.images(home.resolve("images"))));
        Path grid = Files.writeString(home.resolve("grid.json"), """
                {"name": "tiny", "base": %s,
                 "axes": [{"setting": "train.batchSize", "values": [6, 13]}], "seeds": [0]}
                """.formatted(Files.readString(config)));
        Path out = home.resolve("ablation");

        Outcome whole = run("ablate", "--grid", grid, "--out", out, "--seeds", "4");
        assertThat(whole.code()).as("one of the runs failed").isEqualTo(1);
        assertThat(whole.out()).contains("| Batch size |", "| 6 ", "untrained");
        assertThat(whole.err()).contains("tiny: 2 runs in ", "Failed: 13, seed 4: ");

        assertThat(run("ablate", "--grid", grid, "--out", out).code())
                .as("without --resume")
                .isEqualTo(2);
        assertThat(run("ablate", "--grid", grid, "--out", out, "--resume").err())
                .contains("another grid");
        assertThat(run("ablate", "--out", out, "--resume").code()).isEqualTo(1);

        assertThat(run("ablate", "status", "--out", out).out())
                .contains("0  done      6, seed 4", "1  failed    13, ", "2 of 2 runs finished");
        assertThat(run("ablate", "table", "--out", out, "--csv").out().lines())
                .hasSizeGreaterThanOrEqualTo(3)
                .first()
                .asString()
                .startsWith("run,Batch size,seed,state,seconds,dino_share,dino_weight");
        assertThat(run("ablate", "table", "--out", out, "--latex").out()).contains("\\toprule", "\\midrule");
        Outcome script = run("ablate", "slurm", "write", "--out", out, "--time", "1:00:00");
        assertThat(script.code()).as(script.err()).isZero();
        assertThat(Path.of(script.out().strip())).content().contains("#SBATCH --time=1:00:00", "ablate cell");
        assertThat(run("ablate", "slurm", "collect", "--out", out)).satisfies(collected -> {
            assertThat(collected.code()).isEqualTo(1);
            assertThat(collected.err()).contains("1 of 2 runs have no result.");
        });
        assertThat(run("ablate", "cell", "--out", out, "--index", 7).code()).isEqualTo(2);
        assertThat(run("ablate", "cell", "--out", out, "--index", 0).err()).contains("6, seed 4: done");
    }

    @Test
    void theChosenValuesAreTheGridOfASecondAblation() throws Exception {
        Path config = home.resolve("config.json");
        ConfigFile.write(config, TinyRun.config(TinyRun.images(home.resolve("images"))));
        Path grid = Files.writeString(home.resolve("grid.json"), """
                {"name": "rates", "base": %s,
                 "axes": [{"setting": "train.baseLearningRate", "name": "Rate", "values": [0.0001, 0.001]}], "seeds": [0]}
                """.formatted(Files.readString(config)));
        Path out = home.resolve("ablation");
        assertThat(run("ablate", "--grid", grid, "--out", out).code()).isZero();

        Outcome same = run("ablate", "choose", "--out", out, "--axis", "Rate");
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(same.err()).contains("too high", "--set data.folder=DIR");
        Path others = TinyRun.images(home.resolve("others"));
        Outcome chosen = run(
                "ablate", "choose", "--out", out, "--axis", "Rate", "--seeds", "3,4", "--set", "data.folder=" + others);
        assertThat(chosen.err()).doesNotContain("too high").containsPattern("0\\.0001|0\\.001");
        Path second = Files.writeString(home.resolve("second.json"), chosen.out());
        assertThat(run("ablate", "--grid", second, "--out", home.resolve("second"))
                        .err())
                .contains("rates: 2 runs");

        assertThat(run("ablate", "choose", "--out", out, "--axis", "Rates").err())
                .contains("Rate");
        assertThat(run("ablate", "choose", "--out", out, "--axis", "Rate", "--score", "knn")
                        .err())
                .contains("knn_top1, probe_top1");
    }
}
