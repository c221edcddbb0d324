package org.dinotwins.eval.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.Arrays;
import org.dinotwins.GoldenFile;
import org.junit.jupiter.api.Test;

/** Kept-mass masks and Jaccard indices against the public DINO code. */
class AttentionMaskGoldenTest {
    @Test
    void masksAreTheSameAndOverlapsAgree() throws Exception {
        GoldenFile golden = GoldenFile.open("attention_mask");
        var settings = JsonParser.parseString(golden.content().metadata().get("config"))
                .getAsJsonObject();
        int heads = settings.get("heads").getAsInt();
        double[] attention = golden.doubles("attention");
        boolean[] truth = marks(golden.doubles("truth"));
        int patches = truth.length;
        for (JsonElement mass : settings.getAsJsonArray("kept_mass")) {
            double[] masks = golden.doubles("mask." + mass.getAsString());
            double[] overlaps = golden.doubles("jaccard." + mass.getAsString());
            for (int h = 0; h < heads; h++) {
                double[] head = Arrays.copyOfRange(attention, h * patches, (h + 1) * patches);

                boolean[] kept = AttentionMask.keep(head, mass.getAsDouble());

                assertThat(kept)
                        .as("head %d at %s", h, mass)
                        .isEqualTo(marks(Arrays.copyOfRange(masks, h * patches, (h + 1) * patches)));
                assertThat(AttentionMask.jaccard(kept, truth)).isCloseTo(overlaps[h], within(1e-9));
            }
        }
    }

    private static boolean[] marks(double[] values) {
        boolean[] marks = new boolean[values.length];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = values[i] != 0;
        }
        return marks;
    }
}
