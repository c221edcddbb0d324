package org.dinotwins.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.files.TemporaryFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Temporary files that a killed process left in the folder of a run. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    /** Names that early versions gave to temporary files. */
    private static final Pattern EARLY = Pattern.compile("(config\\.json|run\\.json|metrics\\.jsonl|changes\\.jsonl"
            + "|alarms\\.jsonl|evaluation\\.json|correlation\\.safetensors|step-\\d{1,18}\\.safetensors)\\.tmp");
    /** Folders of a run that hold files of this program, the run's own folder among them. */
    private static final List<String> FOLDERS = List.of("", CheckpointFolder.NAME, "measurements", "features");

    private Leftovers() {}

    /** Deletes them; the caller holds the run's lock. */
    static void delete(Path run) throws IOException {
        for (String name : FOLDERS) {
            Path folder = run.resolve(name);
            if (Files.isDirectory(folder)) {
                TemporaryFile.deleteAbandoned(folder);
                deleteEarly(folder);
            }
        }
    }

    /** Deletes those of dead processes; for readers, who do not hold the lock. A process on another machine may hold it. */
    static void deleteUnlessTraining(Path run) {
        if (RunLock.taken(run)) {
            return;
        }
        for (String name : FOLDERS) {
            try {
                TemporaryFile.deleteAbandoned(run.resolve(name));
            } catch (IOException e) {
                LOG.debug("{} keeps its temporary files: {}", run.resolve(name), e.getMessage());
            }
        }
    }

    private static void deleteEarly(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(
                            file -> EARLY.matcher(file.getFileName().toString()).matches() && Files.isRegularFile(file))
                    .toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }
}
