package org.dinotwins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.train.StepRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a file of a run is damaged, the run stays listed, with a sentence about the damage. */
class DamagedRunTest {
    /** Random faults for each file. */
    private static final int RANDOM = 150;
    /** What parsers and the Java runtime say, and a user cannot use. */
    private static final Pattern INTERNALS =
            Pattern.compile("Exception|Gson|\\$\\.|at line \\d|java\\.|enum constant|Input length|path \\$");

    @TempDir
    private Path home;

    private RunConfig config;
    private Path run;
    private Map<String, byte[]> contents;

    @BeforeEach
    void write() throws Exception {
        config = TinyRun.config(home);
        run = RunFaults.write(home.resolve("runs/run"), config);
        contents = RunFaults.contents(run);
        assertThat(RunFolder.open(run).faults()).as("whole").isEmpty();
    }

    private void restore(String file) throws Exception {
        new RunFaults.Fault(file, "whole", contents.get(file)).put(run);
    }

    @Test
    void aDamagedRunStaysListedWithASentence() throws Exception {
        int named = 0;
        for (RunFaults.Fault fault : RunFaults.of(contents, RANDOM)) {
            fault.put(run);
            List<String> sentences = new ArrayList<>();
            assertThatCode(() -> sentences.addAll(sentences()))
                    .as("%s: %s", fault.file(), fault.how())
                    .doesNotThrowAnyException();
            for (String sentence : sentences) {
                assertThat(sentence)
                        .as("%s: %s", fault.file(), fault.how())
                        .hasSizeLessThan(600)
                        .doesNotContainPattern(INTERNALS)
                        .doesNotContain("\n", "\0");
            }
            named += sentences.isEmpty() ? 0 : 1;
            restore(fault.file());
        }
        // Many random changes damage nothing that anyone reads.
        assertThat(named).isGreaterThan(RunFaults.FILES.size() * RANDOM / 3);
    }

    private List<String> sentences() throws Exception {
        RunFolder.Listing listing = RunFolder.Listing.of(run.getParent());
        assertThat(listing.runs().size() + listing.unreadable().size()).isEqualTo(1);
        if (listing.runs().isEmpty()) {
            return List.of(listing.unreadable().get(0).fault());
        }
        RunFolder opened = listing.runs().get(0);
        opened.versions();
        opened.liveSettings();
        List<StepRecord> steps = opened.metrics();
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).step()).isGreaterThan(steps.get(i - 1).step());
        }
        opened.alarms().forEach(a -> assertThat(a.happened()).isNotNull());
        opened.correlation().ifPresent(c -> assertThat(c.values()).hasSize(c.size() * c.size()));
        opened.evaluation().ifPresent(e -> assertThat(e.json()).isNotEmpty());
        return opened.faults();
    }

    @Test
    void aRunIsResumedWhateverIsDamagedBesideItsCheckpoint() throws Exception {
        String first = new String(contents.get("metrics.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        StepRecord next = RunFolder.STEP_LINES
                .parse(first.replaceFirst("\"step\":1", "\"step\":4"))
                .orElseThrow();
        for (RunFaults.Fault fault : RunFaults.of(contents, RANDOM / 5)) {
            fault.put(run);
            try (RunWriter writer = RunWriter.open(run, config, true)) {
                writer.step(next);
            } catch (WorkbenchException e) {
                assertThat(e).as("%s: %s", fault.file(), fault.how()).hasMessageContaining("cannot be written");
                assertThat(fault.content())
                        .as("only a folder in its place cannot be replaced")
                        .isNull();
            }
            for (String file : RunFaults.FILES) {
                restore(file);
            }
        }
    }

    @Test
    void damagedAndMissingStepsAreNamed() throws Exception {
        Path metrics = run.resolve("metrics.jsonl");
        List<String> lines = Files.readAllLines(metrics);
        Files.writeString(metrics, lines.get(0) + "\n{\"step\":2,\"ep\n" + lines.get(2) + "\n");
        assertThat(RunFolder.open(run).faults())
                .containsExactly(
                        "Line 2 of metrics.jsonl is damaged and is skipped.",
                        "metrics.jsonl lacks 1 of 3 steps; the first missing one is step 2.");
        Files.writeString(metrics, lines.get(0) + "\n\0\0\0\n" + lines.get(0) + "\n" + lines.get(2) + "\n{\"step\":4");
        assertThat(RunFolder.open(run).stepFaults())
                .anySatisfy(s -> assertThat(s)
                        .isEqualTo("2 lines of metrics.jsonl are damaged and are skipped; the first is line 2."));
        RunWriter.open(run, config, true).close();
        assertThat(Files.readString(metrics))
                .as("only the broken end is removed")
                .endsWith(lines.get(2) + "\n")
                .contains("\0\0\0\n");
        Files.writeString(run.resolve("changes.jsonl"), "{\"step\":null}\n", StandardOpenOption.APPEND);
        assertThat(RunFolder.open(run).fileFaults())
                .containsExactly("Line 4 of changes.jsonl is damaged and is skipped.");
        assertThat(RunFolder.open(run).liveSettings())
                .isEqualTo(new LiveSettings(
                        config.objective().dinoShare(), 2, config.objective().barlowWeight(), 0.5));
    }
}
