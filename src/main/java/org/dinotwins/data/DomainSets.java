package org.dinotwins.data;

import java.util.Map;
import java.util.Set;

/** Published image sets with several visual domains, one folder per domain. */
public final class DomainSets {
    /** Folder names of the domains, by the name of the set. */
    public static final Map<String, Set<String>> DOMAINS = Map.of(
            "PACS", Set.of("photo", "art_painting", "cartoon", "sketch"),
            "Office-Home", Set.of("Art", "Clipart", "Product", "Real World", "RealWorld"));

    private DomainSets() {}

    /** Whether the pictures of a layout lie in folders of domains. @param format as in {@link ImageSet#format()} */
    static boolean hasDomains(String format) {
        return DOMAINS.keySet().stream().anyMatch(format::startsWith);
    }
}
