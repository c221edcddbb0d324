package org.dinotwins.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of names and other small text files of image sets. */
public final class TextLines {
    /** Bytes of the largest file that is read: a list of a few million names. */
    private static final long LARGEST = 1 << 28;

    private TextLines() {}

    /**
     * The lines of a file as UTF-8, without a byte order mark; bytes that are not UTF-8 are replaced.
     *
     * @param most number of lines after which to stop
     * @return none if the file is missing, too large, no regular file, or cannot be read
     */
    public static List<String> of(Path file, int most) {
        List<String> lines = new ArrayList<>();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return lines;
            }
            // Unlike the reader of Files, this one replaces malformed UTF-8 instead of failing.
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null && lines.size() < most; line = reader.readLine()) {
                    lines.add(lines.isEmpty() && line.startsWith("\uFEFF") ? line.substring(1) : line);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return lines;
    }
}
