package org.dinotwins.data.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dinotwins.data.Category;
import org.dinotwins.data.SkipLog;

/**
 * The categories of all annotation files of a set. Files that agree share a category by id and name; where they number
 * their categories differently, the name decides.
 */
final class CategoryUnion {
    private final List<Category> categories = new ArrayList<>();
    private final Map<Path, IdIndex> indices = new HashMap<>();

    private record Entry(long id, String name) {}

    /** @param skips receives the categories that files number differently */
    CategoryUnion(List<CocoFile> files, SkipLog skips) {
        Set<Entry> all = new HashSet<>();
        Map<String, Entry> byName = new HashMap<>();
        Map<Long, Entry> byId = new HashMap<>();
        Map<Path, Map<Long, Entry>> byFile = new HashMap<>();
        for (CocoFile file : files) {
            Map<Long, Entry> own = new HashMap<>();
            file.categories().forEach((id, name) -> {
                Entry wanted = new Entry(id, name);
                // Two ids of a file may share a name; the name in another file then means the first.
                boolean renumbered = !byFile.isEmpty() && !all.contains(wanted) && byName.containsKey(name);
                Entry entry = renumbered ? byName.get(name) : wanted;
                if (all.add(entry) && byId.containsKey(id) || renumbered) {
                    report(name, file, renumbered, skips);
                }
                own.put(id, entry);
            });
            own.values().forEach(entry -> {
                byName.putIfAbsent(entry.name(), entry);
                byId.putIfAbsent(entry.id(), entry);
            });
            byFile.put(file.file(), own);
        }
        number(all, byFile);
    }

    private static void report(String name, CocoFile file, boolean renumbered, SkipLog skips) {
        String source = String.valueOf(file.file().getFileName());
        skips.add(
                SkipLog.Kind.CATEGORY,
                name,
                renumbered
                        ? "Its id in " + source
                                + " is not that of the other annotation file: the name decides. Give it one id."
                        : "Another annotation file gives its id to a category of another name: they are two categories. Give"
                                + " each its own id.");
    }

    private void number(Set<Entry> all, Map<Path, Map<Long, Entry>> byFile) {
        // Numbers in their order, then texts in the order of the names: the digests of texts have no order that people
        // know.
        List<Entry> sorted = all.stream()
                .sorted(Comparator.<Entry, Boolean>comparing(e -> !CocoId.isNumber(e.id()))
                        .thenComparing(e -> CocoId.isNumber(e.id()) ? e.id() : 0L)
                        .thenComparing(Entry::name)
                        .thenComparing(Entry::id))
                .toList();
        Map<Entry, Integer> places = new HashMap<>();
        for (Entry entry : sorted) {
            places.put(entry, categories.size());
            categories.add(new Category(categories.size(), entry.id(), entry.name()));
        }
        byFile.forEach((file, own) -> {
            IdIndex index = new IdIndex(own.size());
            own.forEach((id, entry) -> index.put(id, places.get(entry)));
            indices.put(file, index);
        });
    }

    /** By index: ascending ids. */
    List<Category> categories() {
        return categories;
    }

    /** Indices by the ids of a file. */
    IdIndex indices(CocoFile file) {
        return indices.get(file.file());
    }
}
