package org.dinotwins.measure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.eval.FeatureFile;
import org.dinotwins.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracted features in a run's folder {@code features}, one safetensors file per key. A key is a digest of everything
 * that the features depend on, so a file is never out of date. Above 1 GiB the least recently used files are deleted.
 * Files that cannot be read or written are logged, and the features are computed again.
 */
final class FeatureCache {
    private static final long MOST_BYTES = 1L << 30;
    private static final String ENDING = ".safetensors";
    private static final Logger LOG = LoggerFactory.getLogger(FeatureCache.class);

    private final Path folder;
    private final long mostBytes;

    FeatureCache(Path folder) {
        this(folder, MOST_BYTES);
    }

    FeatureCache(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    Optional<FeatureFile> get(String key) {
        Path file = folder.resolve(key + ENDING);
        try (FileChannel channel = FileChannel.open(file)) {
            FeatureFile found = FeatureFile.read(channel);
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            return Optional.of(found);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} is unusable and will be computed again: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    void put(String key, FeatureFile features, Map<String, String> about) {
        try {
            Files.createDirectories(folder);
            AtomicFile.write(folder.resolve(key + ENDING), channel -> features.write(channel, about));
            prune(key + ENDING);
        } catch (IOException e) {
            LOG.warn("features cannot be saved in {}: {}", folder, e.getMessage());
        }
    }

    private void prune(String newest) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified())
                            .reversed())
                    .toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
            if (bytes > mostBytes && !file.getFileName().toString().equals(newest)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
