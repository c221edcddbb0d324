package org.dinotwins.export.attention;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.PictureObject;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.ObjectOverlap;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;

/** Writes the overlap of each head with each object as comma-separated values, with the best head marked. */
final class OverlapCsv {
    private static final String HEADER = "picture,object,category,crowd,head,jaccard,best";

    private final List<String> lines = new ArrayList<>();

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Adds the lines of a picture; none if it has no objects. */
    void add(PictureSelection.Item item, int width, int height, AttentionMap map, double keptMass) {
        List<PictureObject> objects = item.picture().objects();
        for (ObjectOverlap overlap : ObjectOverlap.of(objects, width, height, map, keptMass)) {
            PictureObject object = objects.get(overlap.object());
            if (Double.isNaN(overlap.mean())) {
                continue;
            }
            String start = quoted(item.name().toString()) + "," + (overlap.object() + 1) + ","
                    + quoted(item.categories().get(object.category()).name()) + "," + (object.crowd() ? 1 : 0) + ",";
            int best = overlap.best();
            for (int head = 0; head < overlap.heads().length; head++) {
                lines.add(start + line(Integer.toString(head + 1), overlap.heads()[head], head == best));
            }
            lines.add(start + line("mean", overlap.mean(), false));
            lines.add(start + line("max", overlap.max(), false));
        }
    }

    void write(Path file) throws WorkbenchException {
        try {
            AtomicFile.write(file, HEADER + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    private static String line(String head, double jaccard, boolean best) {
        return head + "," + String.format(Locale.ROOT, "%.4f", jaccard) + "," + (best ? 1 : 0);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
