package org.dinotwins.data.coco.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dinotwins.data.picture.ImageFiles;

/**
 * The name of a picture in an annotation file as the folders and the file that it may mean: of this computer or another,
 * with slashes or backslashes, or the address of a web page.
 */
public final class PictureName {
    /** Label Studio's addresses name the file behind this. */
    private static final String LOCAL_FILE = "?d=";

    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]+");
    private static final Pattern QUERY = Pattern.compile("[?#].*$", Pattern.DOTALL);

    private PictureName() {}

    /** Readings of the name, likeliest first: as it is, then as an address. */
    static List<List<String>> readings(String name) {
        List<List<String>> readings = new ArrayList<>();
        add(readings, name);
        int local = name.indexOf(LOCAL_FILE);
        if (local >= 0) {
            add(readings, decoded(name.substring(local + LOCAL_FILE.length())));
        }
        String plain = QUERY.matcher(name).replaceFirst("");
        add(readings, plain);
        add(readings, decoded(plain));
        add(readings, decoded(decoded(plain)));
        return readings;
    }

    /** False if no reading of the name ends like that of an image. */
    public static boolean isImage(String name) {
        return ImageFiles.isImageName(name)
                || readings(name).stream().anyMatch(parts -> ImageFiles.isImageName(parts.get(parts.size() - 1)));
    }

    /** The same for names that differ in case or in the composition of accents alone. */
    static String key(String part) {
        boolean ascii = part.chars().allMatch(c -> c < 0x80);
        return (ascii ? part : Normalizer.normalize(part, Normalizer.Form.NFC)).toLowerCase(Locale.ROOT);
    }

    /** Steps to a parent folder are dropped, so that no name leaves the folder of the set. */
    private static void add(List<List<String>> readings, String name) {
        List<String> parts = new ArrayList<>();
        for (String part : SEPARATORS.split(name.strip())) {
            if (!part.isEmpty() && !part.equals(".") && !part.equals("..") && part.indexOf('\0') < 0) {
                parts.add(part);
            }
        }
        if (!parts.isEmpty() && !readings.contains(parts)) {
            readings.add(parts);
        }
    }

    /** Replaces {@code %20} and the like; the text itself where that is not UTF-8. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer to = ByteBuffer.allocate(from.length);
        for (int i = 0; i < from.length; i++) {
            int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
            if (from[i] == '%' && high >= 0 && low >= 0) {
                to.put((byte) (high << 4 | low));
                i += 2;
            } else {
                to.put(from[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(to.flip()).toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }
}
