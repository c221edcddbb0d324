package org.dinotwins.vit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which operations the Vision Transformers of this process use on a CPU, and why. */
public final class NetworkOperations {
    private NetworkOperations() {}

    /** A sentence each on linear layers and attention; fast operations that were not checked yet are checked. */
    public static Map<String, String> findings() {
        ConvolutionCheck.ofProcess().run();
        AttentionCheck.ofProcess().run();
        Map<String, String> findings = new LinkedHashMap<>();
        findings.put("linear layers", ConvolutionCheck.ofProcess().finding());
        findings.put("attention", AttentionCheck.ofProcess().finding());
        return findings;
    }
}
