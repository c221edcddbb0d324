package org.dinotwins.data.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.dinotwins.data.DataException;
import org.dinotwins.data.SkipLog;

/**
 * Reads a COCO annotation file in a single pass without a tree of its JSON. The annotations of a large file are read in
 * pieces by all processors.
 *
 * <p>A piece begins where a closing brace, a comma and an opening brace follow each other, which may be elsewhere than
 * between two annotations. It counts only if the piece before, read from a place that is known to be right, comes to an
 * annotation at that very byte; else that piece simply reads on.
 */
final class CocoReader {
    static final String NO_NUMBER = "Its id is not a whole number: correct it in the annotation file.";
    /** Bytes of a piece: a file has enough of them to keep all processors busy, each long enough to be worth a thread. */
    private static final long PIECE = 16 << 20;
    private static final int BUFFER = 1 << 16;
    /** Makes a document of the rest of a list. */
    private static final byte[] IN_LIST = "[".getBytes(StandardCharsets.US_ASCII);
    /** Makes a document of the rest of an object. */
    private static final byte[] IN_OBJECT = "{\"\":0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IN_NOTHING = {};
    private static final long END = -1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            // Python writes NaN and Infinity, which strict JSON does not know.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final Path file;
    private final long size;
    private final long piece;
    private final SkipLog skips;
    private final List<CocoFile.Image> images = new ArrayList<>();
    private final List<CocoAnnotationTable> annotations = new ArrayList<>();
    private final Map<Long, String> categories = new TreeMap<>();
    private boolean listsImages;

    /** Jackson's note on where the open list began: counted from the piece, and with words for its developers. */
    private static final Pattern MARKER = Pattern.compile(" \\(start marker at \\[[^\\]]*\\]\\)");

    /** JSON that is wrong at a byte of the file. */
    private static final class Damage extends IOException {
        private final long at;

        Damage(JsonProcessingException cause, long origin) {
            super(MARKER.matcher(cause.getOriginalMessage()).replaceAll(""), cause);
            this.at = origin + Math.max(0, cause.getLocation() == null ? 0 : cause.getLocation().getByteOffset());
        }
    }

    /** What a piece held, and the byte at which the next annotation stands or, if the list ended, the byte behind it. */
    private record Part(CocoAnnotationTable found, SkipLog skips, long next, boolean ended) {
    }

    private CocoReader(Path file, long size, SkipLog skips, long piece) {
        this.file = file;
        this.size = size;
        this.skips = skips;
        this.piece = piece;
    }

    static CocoFile read(Path file, SkipLog skips) throws DataException, IOException {
        return read(file, skips, PIECE);
    }

    /** @param piece bytes of a piece; a section of fewer than two pieces is read by one thread */
    static CocoFile read(Path file, SkipLog skips, long piece) throws DataException, IOException {
        CocoReader reader = new CocoReader(file, Files.size(file), skips, piece);
        try {
            long at = reader.document(0, IN_NOTHING);
            while (at != END) {
                at = reader.document(at, IN_OBJECT);
            }
        } catch (Damage e) {
            throw new DataException("The annotation file " + file + " ends early or is damaged (" + e.getMessage()
                    + " at " + reader.place(e.at) + "). Copy or export it again.", e);
        }
        if (!reader.listsImages) {
            throw new DataException("The annotation file " + file + " has no list named \"images\", so it is not a COCO"
                    + " instances file. Export the set in COCO's format for object detection.");
        }
        return new CocoFile(file, reader.images, reader.annotations, reader.categories);
    }

    /** A parser of the file from a byte on, behind a few bytes that make it a document. */
    private JsonParser parser(long from, byte[] before) throws IOException {
        InputStream rest = Files.newInputStream(file);
        rest.skipNBytes(from);
        InputStream all = before.length == 0 ? rest
                : new SequenceInputStream(new ByteArrayInputStream(before), rest);
        return JSON.createParser(all);
    }

    /** Reads sections until the document ends or a section was read in pieces; then reading continues there. */
    private long document(long from, byte[] before) throws IOException {
        long origin = from - before.length;
        try (JsonParser in = parser(from, before)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return END;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String section = in.currentName();
                if (in.nextToken() != JsonToken.START_ARRAY) {
                    in.skipChildren();
                    continue;
                }
                if (section.equals("annotations")) {
                    long behind = inPieces(origin + in.currentLocation().getByteOffset());
                    if (behind != END) {
                        return behind;
                    }
                }
                section(section, in, origin);
                listsImages |= section.equals("images");
            }
            return END;
        } catch (JsonProcessingException e) {
            throw new Damage(e, origin);
        }
    }

    private void section(String section, JsonParser in, long origin) throws IOException {
        CocoAnnotationTable.Builder found = new CocoAnnotationTable.Builder();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                in.skipChildren();
                continue;
            }
            long at = origin + in.currentTokenLocation().getByteOffset();
            switch (section) {
                case "images" -> image(in, at);
                case "annotations" -> CocoAnnotationParser.read(in, at, found, skips);
                case "categories" -> category(in, at);
                default -> in.skipChildren();
            }
        }
        if (section.equals("annotations")) {
            annotations.add(found.build());
        }
    }

    /** Reads annotations from behind the opening bracket; the byte behind the closing one, or END if it was not done. */
    private long inPieces(long start) throws IOException {
        List<Long> cuts = cuts(start);
        if (cuts.size() < 2) {
            return END;
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
        throw new IllegalStateException("the last piece of " + file + " has no end");
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
        try (JsonParser in = parser(from, IN_LIST)) {
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
            throw new Damage(e, origin);
        }
    }

    /** The start, and about every {@link #piece} bytes behind it a place where an annotation seems to begin. */
    private List<Long> cuts(long start) throws IOException {
        List<Long> cuts = new ArrayList<>();
        // Encodings other than UTF-8 have no byte offsets here; they are read as a whole.
        if (start > 0 && startsWith(start - 1, '[')) {
            cuts.add(start);
            for (long at = start + piece; at < size - piece / 2; at += piece) {
                long found = entryAfter(at, Math.min(size, at + piece));
                if (found > 0) {
                    cuts.add(found);
                }
            }
        }
        return cuts;
    }

    private boolean startsWith(long at, int value) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(at);
            return in.read() == value;
        }
    }

    /** The opening brace after the next closing brace and comma, before {@code end}; 0 if there is none. */
    private long entryAfter(long from, long end) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
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

    private void image(JsonParser in, long at) throws IOException {
        double id = Double.NaN;
        double width = 0;
        double height = 0;
        String name = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = JsonValues.number(in);
                case "width" -> width = JsonValues.number(in);
                case "height" -> height = JsonValues.number(in);
                case "file_name" -> name = JsonValues.text(in);
                default -> in.skipChildren();
            }
        }
        if (name.isBlank()) {
            skips.add(SkipLog.Kind.IMAGE, "at byte " + at, "It has no file_name: name its file.");
        } else if (!JsonValues.isWhole(id)) {
            skips.add(SkipLog.Kind.IMAGE, name, NO_NUMBER);
        } else {
            images.add(new CocoFile.Image((long) id, name, pixels(width), pixels(height)));
        }
    }

    private static int pixels(double stated) {
        return stated >= 1 && stated <= Integer.MAX_VALUE ? (int) stated : 0;
    }

    private void category(JsonParser in, long at) throws IOException {
        double id = Double.NaN;
        String name = "";
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = JsonValues.number(in);
                case "name" -> name = JsonValues.text(in);
                default -> in.skipChildren();
            }
        }
        if (!JsonValues.isWhole(id)) {
            skips.add(SkipLog.Kind.CATEGORY, name.isBlank() ? "at byte " + at : name, NO_NUMBER);
        } else {
            categories.putIfAbsent((long) id, name.isBlank() ? "category " + (long) id : name);
        }
    }

    /** A byte of the file as people find it in an editor. */
    private String place(long offset) throws IOException {
        long line = 1;
        long column = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (long at = 0; at < Math.min(offset, size); at++) {
                column++;
                if (in.read() == '\n') {
                    line++;
                    column = 1;
                }
            }
        }
        return "line " + line + ", column " + column;
    }
}
