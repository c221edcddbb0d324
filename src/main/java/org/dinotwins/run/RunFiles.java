package org.dinotwins.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.dinotwins.config.Json;
import org.dinotwins.config.JsonLines;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.evaluation.Evaluation;
import org.dinotwins.train.Alarm;
import org.dinotwins.train.CorrelationSnapshot;
import org.dinotwins.train.StepRecord;

/** Reads the files of a run except {@code config.json}. Damaged parts are skipped and reported in one sentence each. */
final class RunFiles {
    private final Path run;
    private final List<String> faults = new ArrayList<>();

    /** @param run folder of the run */
    RunFiles(Path run) {
        this.run = run;
    }

    /** A sentence for everything that the readings so far could not read, without duplicates. */
    List<String> faults() {
        return faults.stream().distinct().toList();
    }

    /** Reads all files except the metrics, which may be large, for their {@link #faults}. */
    RunFiles besideMetrics() {
        summary("");
        changes();
        alarms();
        correlation();
        evaluation();
        return this;
    }

    /** Damaged or missing lines before the point of resumption, a sentence each. */
    List<String> damagedLines() {
        metrics();
        changes();
        alarms();
        return faults();
    }

    /** The text of a file of the run; its exceptions have messages for the user. */
    static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException("it is not a text file", e);
        }
    }

    /**
     * State and progress of {@code run.json}; a run whose process has died counts as stopped.
     *
     * @param name of the run, for a run without readable settings that of its folder
     */
    RunFolder.Summary summary(String name) {
        JsonObject json = new JsonObject();
        long total = 0;
        RunState state = RunState.STOPPED;
        try {
            json = Json.object(text(run.resolve(RunFolder.RUN)));
            total = Math.max(0, Long.parseLong(text(json, "totalSteps", "0")));
            state = RunState.valueOf(text(json, "state", RunState.STOPPED.name()));
        } catch (NoSuchFileException e) {
            // The run was copied without it, or is about to begin.
        } catch (IOException | WorkbenchException | IllegalArgumentException e) {
            faults.add(RunFolder.RUN + " is damaged: the state of the run is unknown.");
        }
        if (state.active() && !RunLock.taken(run)) {
            state = RunState.STOPPED;
        }
        long last = RunFolder.STEP_LINES
                .last(run.resolve(RunFolder.METRICS))
                .map(StepRecord::step)
                .orElse(0L);
        return new RunFolder.Summary(
                name, state, text(json, "started", ""), text(json, "device", ""), Math.max(0, last), total);
    }

    private static String text(JsonObject json, String key, String otherwise) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }

    /** The steps of {@code metrics.jsonl}, each above the one before. */
    List<StepRecord> metrics() {
        long[] last = {0};
        List<StepRecord> steps = lines(
                RunFolder.METRICS,
                line -> RunFolder.STEP_LINES
                        .parse(line)
                        .filter(step -> step.step() > last[0])
                        .map(step -> {
                            last[0] = step.step();
                            return step;
                        }));
        long missing = last[0] - steps.size();
        if (missing > 0) {
            long first = 1;
            while (steps.get((int) first - 1).step() == first) {
                first++;
            }
            faults.add(String.format(
                    Locale.ROOT,
                    "%s lacks %,d of %,d steps; the first missing one is step %,d.",
                    RunFolder.METRICS,
                    missing,
                    last[0],
                    first));
        }
        return steps;
    }

    /** The live changes, oldest first. */
    List<LiveChange> changes() {
        return lines(RunFolder.CHANGES, LiveChange::parse);
    }

    /** The alarms, oldest first. */
    List<Alarm> alarms() {
        return lines(RunFolder.ALARMS, RunFolder.ALARM_LINES::parse);
    }

    private <T> List<T> lines(String name, Function<String, Optional<T>> parser) {
        try {
            JsonLines.Lines<T> lines = JsonLines.read(run.resolve(name), parser);
            if (lines.damaged() == 1) {
                faults.add(String.format(
                        Locale.ROOT, "Line %,d of %s is damaged and is skipped.", lines.firstDamaged(), name));
            } else if (lines.damaged() > 1) {
                faults.add(String.format(
                        Locale.ROOT,
                        "%,d lines of %s are damaged and are skipped; the first is line %,d.",
                        lines.damaged(),
                        name,
                        lines.firstDamaged()));
            }
            return lines.records();
        } catch (IOException e) {
            faults.add(name + " cannot be read.");
            return List.of();
        }
    }

    /** The last correlation matrix; empty if it is missing or damaged. */
    Optional<CorrelationSnapshot> correlation() {
        try (FileChannel file = FileChannel.open(run.resolve(RunFolder.CORRELATION))) {
            return Optional.of(CorrelationSnapshot.load(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            faults.add(RunFolder.CORRELATION + " is damaged: the last correlation matrix cannot be shown.");
            return Optional.empty();
        }
    }

    /** The last evaluation; empty if it is missing or damaged. */
    Optional<Evaluation> evaluation() {
        try {
            return Optional.of(Evaluation.parse(text(run.resolve(RunFolder.EVALUATION))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | WorkbenchException e) {
            faults.add(RunFolder.EVALUATION + " is damaged: evaluate the run again.");
            return Optional.empty();
        }
    }
}
