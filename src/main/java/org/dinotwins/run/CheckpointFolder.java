package org.dinotwins.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.RunFolder.Checkpoint;
import org.dinotwins.train.Backbones;
import org.dinotwins.train.CheckpointHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code checkpoints} of a run: one file per saved step, {@code step-000123.safetensors}. */
final class CheckpointFolder {
    static final String NAME = "checkpoints";
    private static final Pattern FILE = Pattern.compile("step-(\\d{1,18})\\.safetensors");
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

    private final Path folder;
    /** Steps of checkpoints that are kept and reduced already. */
    private final Set<Long> settled = new HashSet<>();

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
     * Advice on a damaged checkpoint, as a sentence.
     *
     * @param file the damaged checkpoint
     */
    static String insteadOf(Path file) {
        Path run = file.toAbsolutePath().getParent().getParent();
        List<Checkpoint> others = new CheckpointFolder(run)
                .list().stream()
                        .filter(c -> !c.file().getFileName().equals(file.getFileName()))
                        .toList();
        return others.isEmpty()
                ? "There is no other checkpoint: start a new run."
                : "Delete it to use the checkpoint of step "
                        + others.get(others.size() - 1).step() + " instead.";
    }

    /**
     * Saves a checkpoint and thins the older ones.
     *
     * @param keepEvery keep the checkpoints of every n-th step where their files do not say whether they are kept
     * @return the file written
     */
    Path save(long step, long keepEvery, AtomicFile.Content content) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "step-%06d.safetensors", step));
        AtomicFile.write(file, content);
        settled.remove(step);
        thin(keepEvery);
        return file;
    }

    /**
     * Deletes checkpoints that need not be kept. The last checkpoint and the kept one before it stay complete, so that
     * training can resume from either; earlier ones are reduced to the backbones of teacher and student, which Inspect
     * needs.
     *
     * @param keepEvery see {@link #save}
     */
    void thin(long keepEvery) {
        List<Checkpoint> all = list();
        List<Checkpoint> kept = new ArrayList<>();
        for (Checkpoint old : all.subList(0, Math.max(0, all.size() - 1))) {
            if (settled.contains(old.step())) {
                continue;
            }
            Optional<CheckpointHeader> header = header(old.file());
            boolean keep = header.flatMap(CheckpointHeader::kept).orElse(keepEvery > 0 && old.step() % keepEvery == 0);
            if (!keep) {
                delete(old.file());
            } else if (header.isPresent() && header.get().complete()) {
                kept.add(old);
            } else {
                settled.add(old.step());
            }
        }
        for (Checkpoint earlier : kept.subList(0, Math.max(0, kept.size() - 1))) {
            reduce(earlier);
        }
    }

    /** Empty for a file that cannot be read. */
    private static Optional<CheckpointHeader> header(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return Optional.of(CheckpointHeader.read(channel));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.getMessage());
        }
    }

    private void reduce(Checkpoint checkpoint) {
        Path file = checkpoint.file();
        try (FileChannel complete = FileChannel.open(file)) {
            AtomicFile.write(file, reduced -> Backbones.thin(complete, reduced));
            settled.add(checkpoint.step());
        } catch (IOException e) {
            LOG.warn("{} stays complete: {}", file.getFileName(), e.getMessage());
        }
    }
}
