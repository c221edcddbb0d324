package org.dinotwins.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.train.Backbones;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code checkpoints} of a run: one file per saved step, {@code step-000123.safetensors}. */
final class CheckpointFolder {
    static final String NAME = "checkpoints";
    private static final Pattern FILE = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

    private final Path folder;

    /** @param run folder of the run */
    CheckpointFolder(Path run) {
        folder = run.resolve(NAME);
    }

    /** Checkpoints by step, oldest first; empty when the folder cannot be read. */
    List<Checkpoint> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                        Matcher name = FILE.matcher(file.getFileName().toString());
                        return name.matches()
                                ? Stream.of(new Checkpoint(Long.parseLong(name.group(1)), file))
                                : Stream.empty();
                    })
                    .sorted(Comparator.comparingLong(Checkpoint::step))
                    .toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed: {}", folder, e.getMessage());
            return List.of();
        }
    }

    /** The checkpoint of the highest step. */
    Optional<Checkpoint> last() {
        List<Checkpoint> all = list();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Saves a checkpoint and deletes older ones that need not be kept. The new checkpoint and the kept one before it stay
     * complete, so that training can resume from either; earlier ones are reduced to the backbones of teacher and student,
     * which Inspect needs.
     *
     * @param keepEvery keep the checkpoints of every n-th step; 0 keeps none but the last
     * @return the file written
     */
    Path save(long step, long keepEvery, AtomicFile.Content content) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "step-%06d.safetensors", step));
        AtomicFile.write(file, content);
        List<Checkpoint> kept = new ArrayList<>();
        for (Checkpoint old : list()) {
            if (old.step() < step && (keepEvery == 0 || old.step() % keepEvery != 0)) {
                Files.delete(old.file());
            } else if (old.step() < step) {
                kept.add(old);
            }
        }
        if (kept.size() > 1) {
            // Earlier ones were reduced when this one was saved.
            reduce(kept.get(kept.size() - 2).file());
        }
        return file;
    }

    private static void reduce(Path file) {
        try (FileChannel complete = FileChannel.open(file)) {
            AtomicFile.write(file, reduced -> Backbones.thin(complete, reduced));
        } catch (IOException e) {
            LOG.warn("{} stays complete: {}", file.getFileName(), e.getMessage());
        }
    }
}
