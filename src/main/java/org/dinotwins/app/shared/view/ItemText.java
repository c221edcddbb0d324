package org.dinotwins.app.shared.view;

import java.util.function.Function;
import javafx.util.StringConverter;

/** How the items of a list that is chosen from are written; nothing chosen is written as nothing. */
public final class ItemText<T> extends StringConverter<T> {
    private final Function<T, String> words;

    /** @param words never called with null */
    public ItemText(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(T item) {
        return item == null ? "" : words.apply(item);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("the list is not typed into");
    }
}
