package org.dinotwins.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dinotwins.data.SkipLog.Kind;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.junit.jupiter.api.Test;

/** Counts what is skipped by reason, keeps the names, and lists them. */
class SkipLogTest {
    private final SkipLog log = new SkipLog();

    @Test
    void namesAreKeptByReasonAndRestored() {
        log.add(Kind.IMAGE, "a.jpg", "It is missing.");
        log.add(Kind.FILE, "b.txt", "It is not read.");
        log.add(Kind.IMAGE, "c.jpg", "It is missing.");
        log.add(Kind.ANNOTATION, "7", "It is empty.", 5);
        SkipLog restored = new SkipLog();
        log.each(restored::add);
        SkipLog joined = new SkipLog();
        joined.addAll(restored);

        assertThat(joined.lines()).isEqualTo(log.lines());
        assertThat(log.lines())
                .containsExactly(
                        new Skipped(Kind.IMAGE, 2, List.of("a.jpg", "c.jpg"), "It is missing."),
                        new Skipped(Kind.FILE, 1, List.of("b.txt"), "It is not read."),
                        new Skipped(Kind.ANNOTATION, 5, List.of("7"), "It is empty."));
        assertThat(log.lines().get(0).what()).isEqualTo("2 images, for example a.jpg");
        assertThat(log.lines().get(1).what()).isEqualTo("file b.txt");
    }

    @Test
    void millionsOfFaultsKeepTheirCountButNotAllNames() {
        for (int i = 0; i < 3 * SkipLog.MOST_NAMES; i++) {
            log.add(Kind.ANNOTATION, "line " + i, "It is empty.");
        }
        assertThat(log.lines()).singleElement().satisfies(s -> {
            assertThat(s.count()).isEqualTo(3 * SkipLog.MOST_NAMES);
            assertThat(s.names()).hasSize(SkipLog.MOST_NAMES).startsWith("line 0", "line 1");
            assertThat(s.names(2)).isEqualTo("line 0, line 1, …");
        });
    }

    @Test
    void namesFromFilesCannotChangeTheTerminal() {
        log.add(Kind.IMAGE, "\u001B[2Ja\nb" + "x".repeat(1000), "It is missing.");

        assertThat(log.lines().get(0).names().get(0))
                .doesNotContain("\u001B", "\n")
                .hasSizeLessThan(250);
    }

    @Test
    void theListingCountsPicturesCategoriesAndReasons() {
        for (int i = 0; i < 5; i++) {
            log.add(Kind.IMAGE, i + ".jpg", "It is missing.");
        }
        log.add(Kind.LABEL, "p.jpg", "It has no objects.");
        log.warn("q.jpg", "It is doubtful.");
        Path root = Path.of("set").toAbsolutePath();
        PictureObject dog = new PictureObject(1, new Box(0, 0, 2, 2), 4, false, new Outline.None());
        ImageSet set = new ImageSet(
                "set",
                root,
                "COCO",
                List.of(new Category(0, 1, "cat"), new Category(1, 2, "dog")),
                List.of(
                        new Picture(1, root.resolve("p.jpg"), 4, 4, List.of()),
                        new Picture(2, root.resolve("q.jpg"), 4, 4, List.of(dog))),
                List.of(),
                log.lines());

        assertThat(SetListing.brief(set))
                .containsExactly(
                        "Image set " + root
                                + ": COCO, 2 pictures for training, 0 pictures for validation, 2 categories.",
                        "  Training pictures by category: dog 1, cat 0; without a label 1.",
                        "  Skipped:",
                        "    5 images (0.jpg, 1.jpg, 2.jpg, …): It is missing.",
                        "  Not used everywhere:",
                        "    1 image without a label (p.jpg): It has no objects.",
                        "  Warnings:",
                        "    1 warning (q.jpg): It is doubtful.");
        assertThat(SetListing.full(set)).contains("    5 images (0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg): It is missing.");
        assertThat(SetListing.faults(set)).isEqualTo("5 images, 1 warning");
    }
}
