package org.dinotwins.data.coco;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.ByteWriter;
import org.dinotwins.data.outline.Outline;
import org.dinotwins.data.outline.PackedPolygons;

/**
 * Usable annotations in file order: one row of fixed length per annotation in one buffer, their outlines in another.
 * Without Java objects a million of them take little memory, and the index cache can map the buffers.
 */
final class CocoAnnotationTable {
    /** Longest text of an id that is kept for messages. */
    private static final int LONGEST_TEXT = 80;

    // Places in a row.
    private static final int ID = 0;
    private static final int IMAGE = 8;
    private static final int CATEGORY = 16;
    private static final int BOX = 24;
    private static final int AREA = 56;
    /** Place of the outline among the outlines, then two bits for its kind and one for a crowd. */
    private static final int OUTLINE = 64;

    private static final int ROW = 72;

    private static final int CROWD = 1;
    private static final int POLYGONS = 2;
    private static final int RUN_LENGTHS = 4;
    private static final int FLAG_BITS = 3;

    private final ByteBuffer rows;
    private final ByteBuffer outlines;

    /** Wraps the buffers that {@link #rows()} and {@link #outlines()} returned. */
    CocoAnnotationTable(ByteBuffer rows, ByteBuffer outlines) {
        this.rows = rows.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.outlines = outlines.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Appends annotations one by one. */
    static final class Builder {
        private final ByteWriter rows = new ByteWriter();
        private final ByteWriter outlines = new ByteWriter();

        /** Keeps an annotation's id that is no number; returns what {@link #add} takes for it. */
        long text(String id) {
            byte[] bytes = id.substring(0, Math.min(id.length(), LONGEST_TEXT)).getBytes(StandardCharsets.UTF_8);
            long row = CocoId.NONE + 1 + outlines.length();
            outlines.putVarying(bytes.length);
            outlines.put(bytes);
            return row;
        }

        void add(long id, long image, long category, Box box, double area, boolean crowd, Outline.RunLengths runs) {
            long at = outlines.length();
            outlines.putVarying(runs.height());
            outlines.putVarying(runs.width());
            outlines.putVarying(runs.counts().length);
            for (int count : runs.counts()) {
                outlines.putVarying(count);
            }
            row(id, image, category, box, area, at << FLAG_BITS | RUN_LENGTHS | (crowd ? CROWD : 0));
        }

        void add(long id, long image, long category, Box box, double area, boolean crowd, List<double[]> rings) {
            long outline = 0;
            if (!rings.isEmpty()) {
                outline = (long) outlines.length() << FLAG_BITS | POLYGONS;
                PackedPolygons.write(outlines, rings);
            }
            row(id, image, category, box, area, outline | (crowd ? CROWD : 0));
        }

        private void row(long id, long image, long category, Box box, double area, long outline) {
            rows.putLong(id);
            rows.putLong(image);
            rows.putLong(category);
            rows.putDouble(box.x());
            rows.putDouble(box.y());
            rows.putDouble(box.width());
            rows.putDouble(box.height());
            rows.putDouble(area);
            rows.putLong(outline);
        }

        /** The annotations added so far. */
        CocoAnnotationTable build() {
            return new CocoAnnotationTable(rows.buffer(), outlines.buffer());
        }
    }

    int size() {
        return rows.limit() / ROW;
    }

    /** Its id as people find it in the file. */
    String name(int i) {
        long id = rows.getLong(i * ROW + ID);
        if (id == CocoId.NONE || CocoId.isNumber(id)) {
            return id == CocoId.NONE ? "without an id" : Long.toString(id);
        }
        ByteBuffer from = outlines.duplicate().position((int) (id - CocoId.NONE - 1));
        byte[] bytes = new byte[(int) ByteWriter.varying(from)];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Id of the image, see {@link CocoId}. */
    long image(int i) {
        return rows.getLong(i * ROW + IMAGE);
    }

    /** Id of the category, see {@link CocoId}. */
    long category(int i) {
        return rows.getLong(i * ROW + CATEGORY);
    }

    Box box(int i) {
        int at = i * ROW + BOX;
        return new Box(rows.getDouble(at), rows.getDouble(at + 8), rows.getDouble(at + 16), rows.getDouble(at + 24));
    }

    /** As stated, else the pixels of the run lengths or of the box. */
    double area(int i) {
        return rows.getDouble(i * ROW + AREA);
    }

    boolean crowd(int i) {
        return (rows.getLong(i * ROW + OUTLINE) & CROWD) != 0;
    }

    Outline outline(int i) {
        long outline = rows.getLong(i * ROW + OUTLINE);
        int at = (int) (outline >>> FLAG_BITS);
        if ((outline & POLYGONS) != 0) {
            return new Outline.Polygons(outlines, at);
        }
        return (outline & RUN_LENGTHS) != 0 ? runLengths(at) : new Outline.None();
    }

    /** False for run lengths of another size than this. */
    boolean fits(int i, int width, int height) {
        long outline = rows.getLong(i * ROW + OUTLINE);
        if ((outline & RUN_LENGTHS) == 0) {
            return true;
        }
        ByteBuffer bytes = outlines.duplicate().position((int) (outline >>> FLAG_BITS));
        return ByteWriter.varying(bytes) == height && ByteWriter.varying(bytes) == width;
    }

    private Outline.RunLengths runLengths(int at) {
        ByteBuffer bytes = outlines.duplicate().position(at);
        int height = (int) ByteWriter.varying(bytes);
        int width = (int) ByteWriter.varying(bytes);
        int[] counts = new int[(int) ByteWriter.varying(bytes)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) ByteWriter.varying(bytes);
        }
        return new Outline.RunLengths(height, width, counts);
    }

    /** The rows, to be read only. */
    ByteBuffer rows() {
        return rows.duplicate();
    }

    /** The outlines, to be read only. */
    ByteBuffer outlines() {
        return outlines.duplicate();
    }
}
