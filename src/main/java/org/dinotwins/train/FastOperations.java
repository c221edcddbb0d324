package org.dinotwins.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.train.optimizer.AdamWCheck;
import org.dinotwins.vit.NetworkOperations;

/** Which operations this process uses where a fast one could be wrong on a processor that nobody has tried. */
public final class FastOperations {
    private FastOperations() {}

    /**
     * A sentence for each operation, by its name; operations that were not checked yet are checked.
     *
     * @param cuda whether the device is a GPU, where fast operations are not checked
     */
    public static Map<String, String> findings(boolean cuda) {
        if (cuda) {
            return Map.of("linear layers", "Linear layers use the plain product, as always on a GPU.");
        }
        Map<String, String> findings = new LinkedHashMap<>(NetworkOperations.findings());
        findings.put("AdamW", AdamWCheck.ofProcess().finding());
        return findings;
    }
}
