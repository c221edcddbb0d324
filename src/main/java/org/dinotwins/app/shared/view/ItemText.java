package org.dinotwins.app.shared.view;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Converts the items of a choice list to text; no selection is an empty text. */
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
        throw new UnsupportedOperationException("the choice list is not editable");
    }
}
