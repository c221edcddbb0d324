package org.dinotwins.data.coco;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.UserCache;
import org.dinotwins.data.outline.ByteWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache of large annotation files in the user's cache folder, so that they open at once. An entry is valid only for the
 * file it was made from (path, size, modification time) and if its checksum is right; otherwise it is rebuilt. Errors
 * are only logged: without a cache, files take longer to open.
 *
 * <p>An entry is the head (mark, checksum and lengths), the index (key, images, categories, skip log), and for
 * each part of the annotations its rows and its outlines, which are mapped and never copied.
 */
final class CocoCache {
    /** Files below this size (bytes) are read fast enough without a cache. */
    private static final long SMALLEST = 4 << 20;
    /** Limit on the number of entries; the oldest is deleted first. */
    private static final int MOST = 8;

    private static final long ABANDONED_DAYS = 1;
    private static final String ENDING = ".coco";
    private static final String TEMPORARY = ".tmp";
    /** Format version; increase it when the content or the layout of an entry changes. */
    private static final long MARK = 0x44_54_43_4f_43_4f_00_03L;
    /** Mark, checksum, length of the index, number of parts. */
    private static final int HEAD = 4 * Long.BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(CocoCache.class);

    private final Path folder;
    private final long smallest;

    /** An annotation file in the state that it was read in. */
    record Key(String path, long size, long changed) {
        static Key of(Path file) throws IOException {
            return new Key(
                    file.toAbsolutePath().normalize().toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
        }
    }

    /** @param smallest bytes of the smallest annotation file that is kept */
    CocoCache(Path folder, long smallest) {
        this.folder = folder;
        this.smallest = smallest;
    }

    /** In the {@link UserCache}. */
    static CocoCache ofUser() {
        return new CocoCache(UserCache.folder(), SMALLEST);
    }

    /** The entry of this file; adds what was skipped in it to {@code skips}. */
    Optional<CocoFile> find(Key key, SkipLog skips) {
        Path entry = entry(key);
        if (key.size() < smallest || !Files.isRegularFile(entry)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(entry)) {
            return read(channel, key, skips);
        } catch (IOException | RuntimeException e) {
            LOG.info("The cached index {} is rebuilt: {}", entry, e.toString());
            return Optional.empty();
        }
    }

    /** Writes an entry. */
    void keep(Key key, CocoFile coco, SkipLog skips) {
        if (key.size() < smallest) {
            return;
        }
        Path entry = entry(key);
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "index", TEMPORARY);
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    write(channel, key, coco, skips);
                }
                Files.move(temporary, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            forget();
        } catch (IOException | RuntimeException e) {
            LOG.info("The index of {} cannot be cached in {}: {}", key.path(), folder, e.toString());
        }
    }

    private Path entry(Key key) {
        CRC32C crc = new CRC32C();
        crc.update(key.path().getBytes(StandardCharsets.UTF_8));
        String name = String.valueOf(Path.of(key.path()).getFileName());
        return folder.resolve(name + "-" + Long.toHexString(crc.getValue()) + ENDING);
    }

    /** Deletes the oldest entries beyond {@link #MOST}, and what an interrupted writer left. */
    private void forget() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        long abandoned = System.currentTimeMillis() - TimeUnit.DAYS.toMillis(ABANDONED_DAYS);
        Map<Path, Long> kept = new TreeMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            long changed = Files.getLastModifiedTime(file).toMillis();
            if (name.endsWith(ENDING)) {
                kept.put(file, changed);
            } else if (name.endsWith(TEMPORARY) && changed < abandoned) {
                Files.deleteIfExists(file);
            }
        }
        List<Path> oldest =
                kept.keySet().stream().sorted(Comparator.comparing(kept::get)).toList();
        for (Path file : oldest.subList(0, Math.max(0, oldest.size() - MOST))) {
            Files.deleteIfExists(file);
        }
    }

    private static void write(FileChannel channel, Key key, CocoFile coco, SkipLog skips) throws IOException {
        ByteBuffer index = index(key, coco, skips);
        List<ByteBuffer> content = new ArrayList<>();
        content.add(index.duplicate());
        for (CocoAnnotationTable part : coco.annotations()) {
            content.add(part.rows());
            content.add(part.outlines());
        }
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(MARK)
                .putLong(checksum(content))
                .putLong(index.limit())
                .putLong(coco.annotations().size())
                .flip();
        content.add(0, head);
        for (ByteBuffer bytes : content) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static ByteBuffer index(Key key, CocoFile coco, SkipLog skips) {
        ByteWriter to = new ByteWriter();
        put(to, key.path());
        to.putVarying(key.size());
        to.putVarying(key.changed());
        to.putVarying(coco.images().size());
        for (CocoFile.Image image : coco.images()) {
            to.putVarying(image.id());
            put(to, image.name());
            to.putVarying(image.width());
            to.putVarying(image.height());
        }
        to.putVarying(coco.categories().size());
        coco.categories().forEach((id, name) -> {
            to.putVarying(id);
            put(to, name);
        });
        List<String> notes = new ArrayList<>();
        skips.each((kind, example, reason, count) ->
                notes.addAll(List.of(kind.name(), example, reason, Integer.toString(count))));
        to.putVarying(notes.size());
        notes.forEach(note -> put(to, note));
        for (CocoAnnotationTable part : coco.annotations()) {
            to.putLong(part.rows().limit());
            to.putLong(part.outlines().limit());
        }
        return to.buffer();
    }

    private static void put(ByteWriter to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.putVarying(bytes.length);
        to.put(bytes);
    }

    private static Optional<CocoFile> read(FileChannel channel, Key key, SkipLog skips) throws IOException {
        ByteBuffer head = map(channel, 0, HEAD);
        if (head.getLong() != MARK) {
            return Optional.empty();
        }
        long checksum = head.getLong();
        int indexLength = Math.toIntExact(head.getLong());
        int parts = Math.toIntExact(head.getLong());
        ByteBuffer in = map(channel, HEAD, indexLength);
        // Another thread computes the checksum in parallel, which also loads the pages into memory.
        List<ByteBuffer> content = mapped(channel, in, parts);
        CompletableFuture<Long> actual = CompletableFuture.supplyAsync(() -> checksum(content));
        Key made = new Key(text(in), ByteWriter.varying(in), ByteWriter.varying(in));
        if (!made.equals(key)) {
            return Optional.empty();
        }
        CocoFile coco = new CocoFile(Path.of(key.path()), images(in), new ArrayList<>(), categories(in));
        notes(in, skips);
        for (int i = 1; i < content.size(); i += 2) {
            coco.annotations().add(new CocoAnnotationTable(content.get(i), content.get(i + 1)));
        }
        if (actual.join() != checksum) {
            throw new IOException("its checksum is wrong");
        }
        return Optional.of(coco);
    }

    /** The index, then the rows and the outlines of each part, whose lengths are at the end of the index. */
    private static List<ByteBuffer> mapped(FileChannel channel, ByteBuffer index, int parts) throws IOException {
        List<ByteBuffer> content = new ArrayList<>();
        content.add(index.duplicate());
        long at = HEAD + (long) index.limit();
        for (int i = 0; i < 2 * parts; i++) {
            int length = Math.toIntExact(index.getLong(index.limit() - (2 * parts - i) * Long.BYTES));
            content.add(map(channel, at, length));
            at += length;
        }
        if (at != channel.size()) {
            throw new IOException("its length is wrong");
        }
        return content;
    }

    private static long checksum(List<ByteBuffer> content) {
        CRC32C crc = new CRC32C();
        content.forEach(bytes -> crc.update(bytes.duplicate()));
        return crc.getValue();
    }

    private static ByteBuffer map(FileChannel channel, long at, int length) throws IOException {
        if (length < 0 || at + length > channel.size()) {
            throw new IOException("it ends early");
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, at, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[(int) ByteWriter.varying(in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<CocoFile.Image> images(ByteBuffer in) {
        int count = (int) ByteWriter.varying(in);
        List<CocoFile.Image> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            images.add(new CocoFile.Image(
                    ByteWriter.varying(in), text(in), (int) ByteWriter.varying(in), (int) ByteWriter.varying(in)));
        }
        return images;
    }

    private static Map<Long, String> categories(ByteBuffer in) {
        Map<Long, String> categories = new TreeMap<>();
        for (long left = ByteWriter.varying(in); left > 0; left--) {
            categories.put(ByteWriter.varying(in), text(in));
        }
        return categories;
    }

    private static void notes(ByteBuffer in, SkipLog skips) {
        for (long left = ByteWriter.varying(in); left > 0; left -= 4) {
            skips.add(SkipLog.Kind.valueOf(text(in)), text(in), text(in), Integer.parseInt(text(in)));
        }
    }
}
