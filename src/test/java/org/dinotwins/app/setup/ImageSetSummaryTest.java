package org.dinotwins.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.Skipped;
import org.junit.jupiter.api.Test;

/** Set up counts what was skipped, noted and warned of in an image set, item by item. */
class ImageSetSummaryTest {
    @Test
    void itemsAreCountedByTheirEffect() {
        SkipLog log = new SkipLog();
        log.add(SkipLog.Kind.FILE, "a.txt", "It is not read.");
        for (String name : List.of("b.jpg", "c.jpg", "d.jpg")) {
            log.add(SkipLog.Kind.IMAGE, name, "It is missing.");
        }
        log.add(SkipLog.Kind.LABEL, "e.jpg", "It has no objects.");
        log.add(SkipLog.Kind.LEAK, "f.jpg", "It is in both splits.");
        log.add(SkipLog.Kind.LEAK, "g.jpg", "It is in both splits.");

        ImageSetViewModel.Ready ready = ImageSetViewModel.summary(new ImageSet(
                "set", Path.of("set").toAbsolutePath(), "COCO", List.of(), List.of(), List.of(), log.lines()));

        assertThat(ready.skippedCount()).isEqualTo(4);
        assertThat(ready.noteCount()).isEqualTo(1);
        assertThat(ready.warningCount()).isEqualTo(2);
        assertThat(ready.skipped())
                .extracting(Skipped::counted)
                .containsExactly("3 images", "2 images in both splits", "1 file", "1 image without a label");
    }
}
