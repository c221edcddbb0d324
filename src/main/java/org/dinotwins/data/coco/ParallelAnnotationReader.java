package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.coco.files.JsonFile;

/**
 * Reads the list of annotations of a large COCO file in pieces, on all processors.
 *
 * <p>A piece starts where a closing brace, a comma and an opening brace follow each other, which may be elsewhere than
 * between two annotations. A piece is used only if the piece before it, read from a correct start, reaches an annotation
 * at exactly that byte; otherwise the piece before reads on.
 */
final class ParallelAnnotationReader {
    static final long NOT_SPLIT = -1;
    /** Makes a document of the rest of a list. */
    private static final byte[] IN_LIST = "[".getBytes(StandardCharsets.US_ASCII);

    private final JsonFile file;
    private final long piece;
    private final List<CocoAnnotationTable> annotations;
    private final SkipLog skips;

    /** The content of a piece, and the byte of the next annotation or, at the end of the list, the byte after it. */
    private record Part(CocoAnnotationTable found, SkipLog skips, long next, boolean ended) {}

    /**
     * @param piece       bytes per piece
     * @param annotations receives one table per piece, in file order
     * @param skips       receives the unusable annotations
     */
    ParallelAnnotationReader(JsonFile file, long piece, List<CocoAnnotationTable> annotations, SkipLog skips) {
        this.file = file;
        this.piece = piece;
        this.annotations = annotations;
        this.skips = skips;
    }

    /**
     * Reads the list whose first byte after the opening bracket is {@code start}.
     *
     * @return the byte after the closing bracket, or {@link #NOT_SPLIT} if the list is too short to split; nothing was
     *         read then
     */
    long read(long start) throws IOException {
        List<Long> cuts = cuts(start);
        if (cuts.size() < 2) {
            return NOT_SPLIT;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "annotations");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Part>> parts = new ArrayList<>();
            for (int i = 0; i < cuts.size(); i++) {
                long from = cuts.get(i);
                long to = i + 1 < cuts.size() ? cuts.get(i + 1) : Long.MAX_VALUE;
                parts.add(pool.submit(() -> part(from, to)));
            }
            return joined(cuts, parts);
        } finally {
            pool.shutdownNow();
        }
    }

    private long joined(List<Long> cuts, List<Future<Part>> parts) throws IOException {
        long at = cuts.get(0);
        for (int i = 0; i < cuts.size(); i++) {
            long to = i + 1 < cuts.size() ? cuts.get(i + 1) : Long.MAX_VALUE;
            if (at >= to) {
                continue;
            }
            Part part = at == cuts.get(i) ? result(parts.get(i)) : part(at, to);
            annotations.add(part.found());
            skips.addAll(part.skips());
            at = part.next();
            if (part.ended()) {
                return at;
            }
        }
        throw new IllegalStateException("the last piece of " + file.path() + " has no end");
    }

    private static Part result(Future<Part> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            throw new IllegalStateException("a thread that read annotations failed", e.getCause());
        }
    }

    /** Reads the annotations that begin before {@code to}. */
    private Part part(long from, long to) throws IOException {
        long origin = from - IN_LIST.length;
        CocoAnnotationTable.Builder found = new CocoAnnotationTable.Builder();
        SkipLog own = new SkipLog();
        try (JsonParser in = file.parser(from, IN_LIST)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                long at = origin + in.currentTokenLocation().getByteOffset();
                if (at >= to) {
                    return new Part(found.build(), own, at, false);
                }
                if (in.currentToken() == JsonToken.START_OBJECT) {
                    CocoAnnotationParser.read(in, at, found, own);
                } else {
                    in.skipChildren();
                }
            }
            return new Part(found.build(), own, origin + in.currentLocation().getByteOffset(), true);
        } catch (JsonProcessingException e) {
            throw new JsonFile.Damage(e, origin);
        }
    }

    /** The start, then about every {@link #piece} bytes an offset where an annotation seems to begin. */
    private List<Long> cuts(long start) throws IOException {
        List<Long> cuts = new ArrayList<>();
        // Encodings other than UTF-8 have no byte offsets here; they are read as a whole.
        if (start > 0 && file.startsWith(start - 1, '[')) {
            cuts.add(start);
            for (long at = start + piece; at < file.size() - piece / 2; at += piece) {
                long found = entryAfter(at, Math.min(file.size(), at + piece));
                if (found > 0) {
                    cuts.add(found);
                }
            }
        }
        return cuts;
    }

    /** The opening brace after the next closing brace and comma, before {@code end}; 0 without one. */
    private long entryAfter(long from, long end) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), JsonFile.BUFFER)) {
            in.skipNBytes(from);
            int expected = '}';
            for (long at = from; at < end; at++) {
                int next = in.read();
                if (next == '}') {
                    expected = ',';
                } else if (next == expected) {
                    if (next == '{') {
                        return at;
                    }
                    expected = '{';
                } else if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                    expected = '}';
                }
            }
        }
        return 0;
    }
}
