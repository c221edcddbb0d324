package org.dinotwins.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.train.optimizer.AdamWCheck;
import org.dinotwins.vit.NetworkOperations;

/** The operations that this process uses where a fast one could be wrong on an untested processor. */
public final class FastOperations {
    private FastOperations() {}

    /**
     * One sentence per operation, by name; operations not yet checked are checked.
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
