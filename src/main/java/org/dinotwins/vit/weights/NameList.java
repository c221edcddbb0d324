package org.dinotwins.vit.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dinotwins.message.Quote;

/** Lists of weights' names for people. */
public final class NameList {
    private static final Pattern NUMBER = Pattern.compile("\\.\\d+\\.");
    /** Characters of a list in a message. */
    private static final int BRIEF = 280;
    /** Characters of a list of all tensors beside the backbone, about sixty names. */
    private static final int LONG = 4000;

    private NameList() {}

    /** Names for people; those that differ in the block's number alone stand together, and the end of a long list is counted. */
    public static String of(Collection<String> names) {
        return of(names, LONG);
    }

    /** Like {@link #of(Collection)}, in about as many characters; at least one name. */
    static String of(Collection<String> names, int most) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String name : names) {
            groups.computeIfAbsent(NUMBER.matcher(name).replaceAll(".*."), key -> new ArrayList<>())
                    .add(name);
        }
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (List<String> group : groups.values()) {
            String words =
                    Quote.bare(group.get(0)) + (group.size() > 1 ? " (and " + (group.size() - 1) + " like it)" : "");
            if (shown > 0 && text.length() + words.length() > most) {
                break;
            }
            text.append(shown == 0 ? "" : ", ").append(words);
            shown++;
        }
        int left = groups.size() - shown;
        return text + (left > 0 ? " and " + left + " more" : "");
    }

    /** Like {@link #of(Collection)}, as long as a message allows. */
    static String brief(Collection<String> names) {
        return of(names, BRIEF);
    }
}
