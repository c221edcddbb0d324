package org.dinotwins.data.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.dinotwins.data.DataException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.Skipped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens annotation files with random damage: each gives a set whose masks can be drawn, or one sentence. */
class DamagedFilesTest {
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "0",
        "1e400",
        "1e-400",
        "NaN",
        "-Infinity",
        "\"\"",
        "\"7\"",
        "\"007\"",
        "[]",
        "[[]]",
        "{}",
        "[null]",
        "[{}]",
        "99999999999999999999",
        "-9223372036854775808",
        "70000",
        "1e9",
        "\"../../x.jpg\"",
        "\"\\u0000\"",
        "[1, 2, 3]",
        "{\"size\": [10, 20], \"counts\": [0, 200]}",
        "{\"size\": [20, 10], \"counts\": \"0\"}"
    };
    private static final String RUNS = "\"segmentation\": {\"size\": [10, 20], \"counts\": [30, 5, 165]}, \"area\": 5";
    private static final int VARIANTS = 300;

    @TempDir
    private Path root;

    @Test
    void everyDamageEndsInASetOrInASentence() {
        WrittenSet set =
                new WrittenSet(root).image("images/a.jpg", "images/b.jpg").turned("images/c.jpg", 20, 10, 6);
        String whole = WrittenSet.document(
                WrittenSet.image(1, "a.jpg", 20, 10) + "," + WrittenSet.image("\"x\"", "b.jpg", 20, 10) + ","
                        + WrittenSet.image(3, "c.jpg", 10, 20),
                WrittenSet.annotation(1, 1, 1) + "," + WrittenSet.annotation(2, "\"x\"", 2, RUNS) + ","
                        + WrittenSet.annotation(3, 3, 2));
        SplittableRandom random = new SplittableRandom(17);
        int opened = 0;
        for (int i = 0; i < VARIANTS; i++) {
            String damaged = damaged(whole, random);
            set.text("annotations/instances_train.json", damaged);
            opened += opens(set, damaged) ? 1 : 0;
        }
        assertThat(opened).as("variants that open").isBetween(VARIANTS / 10, VARIANTS - 1);
    }

    private static boolean opens(WrittenSet set, String damaged) {
        try {
            ImageSet open = set.open();
            for (Picture picture : open.train()) {
                for (PictureObject object : picture.objects()) {
                    object.mask(picture.width(), picture.height());
                }
            }
            for (Skipped skipped : open.skipped()) {
                assertThat(skipped.what()).hasSizeLessThan(300);
            }
            return true;
        } catch (DataException e) {
            assertThat(e.getMessage())
                    .doesNotContain("Exception", "com.fasterxml", "\n")
                    .endsWith(".")
                    .isNotBlank();
            return false;
        } catch (RuntimeException | OutOfMemoryError e) {
            return fail("Damage that is no DataException: " + damaged, e);
        }
    }

    private static String damaged(String whole, SplittableRandom random) {
        StringBuilder text = new StringBuilder(whole);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> replaceValue(text, at, VALUES[random.nextInt(VALUES.length)]);
                case 1 -> replaceValue(text, at, VALUES[random.nextInt(VALUES.length)]);
                case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                default -> {
                    if (random.nextInt(10) == 0) {
                        text.setLength(Math.max(1, at));
                    } else {
                        text.deleteCharAt(at);
                    }
                }
            }
        }
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Replaces the value after the next colon, as far as its brackets are simple. */
    private static void replaceValue(StringBuilder text, int from, String value) {
        int colon = text.indexOf(":", from);
        if (colon < 0) {
            return;
        }
        int depth = 0;
        int end = colon + 1;
        while (end < text.length()) {
            char next = text.charAt(end);
            depth += next == '[' || next == '{' ? 1 : next == ']' || next == '}' ? -1 : 0;
            if (depth < 0 || depth == 0 && next == ',') {
                break;
            }
            end++;
        }
        text.replace(colon + 1, end, value);
    }
}
