package org.dinotwins.app.inspect;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.InputSize;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.painting.ColourMap;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.UserState;

/** What the workspace remembers between sessions: display settings, but not the pictures and networks shown. */
final class InspectMemory {
    private static final String PREFIX = "inspect.";

    private final UserState state;

    InspectMemory(UserState state) {
        this.state = state;
    }

    /** Restores the stored settings; unreadable values are ignored. */
    void recall(InspectViewModel model) {
        OverlayChoice overlay = model.overlay();
        read("view", ViewKind::valueOf, model.sharedView().viewProperty()::set);
        read("head", InspectMemory::head, overlay.headProperty()::set);
        read("size", InspectMemory::size, model.sharedView().sizeProperty()::set);
        read("colours", ColourMap::valueOf, overlay.coloursProperty()::set);
        read("kept", OverlayChoice.Kept::valueOf, overlay.keptProperty()::set);
        read("opacity", overlay.opacityProperty());
        read("keptMass", overlay.thresholdProperty());
        read("smooth", overlay.smoothProperty());
        read("sharpPixels", overlay.sharpPixelsProperty());
        read("outlines", overlay.outlinesProperty());
        read("labels", overlay.labelsProperty());
        read("masks", overlay.masksProperty());
        read("boxes", overlay.boxesProperty());
        read("together", model.film().togetherProperty());
    }

    /** Stores the settings in memory; the caller saves the state. */
    void remember(InspectViewModel model) {
        OverlayChoice overlay = model.overlay();
        put("view", model.sharedView().viewProperty().get().name());
        put("head", text(overlay.headProperty().get()));
        put("size", text(model.sharedView().sizeProperty().get()));
        put("colours", overlay.coloursProperty().get().name());
        put("kept", overlay.keptProperty().get().name());
        put(
                "opacity",
                String.format(Locale.ROOT, "%.3f", overlay.opacityProperty().get()));
        put(
                "keptMass",
                String.format(Locale.ROOT, "%.3f", overlay.thresholdProperty().get()));
        put("smooth", Boolean.toString(overlay.smoothProperty().get()));
        put("sharpPixels", Boolean.toString(overlay.sharpPixelsProperty().get()));
        put("outlines", Boolean.toString(overlay.outlinesProperty().get()));
        put("labels", Boolean.toString(overlay.labelsProperty().get()));
        put("masks", Boolean.toString(overlay.masksProperty().get()));
        put("boxes", Boolean.toString(overlay.boxesProperty().get()));
        put("together", Boolean.toString(model.film().togetherProperty().get()));
    }

    private void put(String key, String value) {
        state.put(PREFIX + key, value);
    }

    private <T> void read(String key, Function<String, T> meaning, Consumer<T> choice) {
        Optional<String> text = state.get(PREFIX + key);
        if (text.isPresent()) {
            T value;
            try {
                value = meaning.apply(text.get());
            } catch (IllegalArgumentException e) {
                // Written by another version, or edited by hand.
                return;
            }
            choice.accept(value);
        }
    }

    private void read(String key, BooleanProperty choice) {
        read(key, Boolean::parseBoolean, choice::set);
    }

    private void read(String key, DoubleProperty choice) {
        read(key, Double::parseDouble, value -> {
            if (!value.isNaN()) {
                choice.set(value);
            }
        });
    }

    private static Head head(String text) {
        return switch (text) {
            case "mean" -> new Head.Mean();
            case "max" -> new Head.Max();
            default -> new Head.One(Math.max(0, Integer.parseInt(text)));
        };
    }

    private static String text(Head head) {
        return head instanceof Head.One one
                ? Integer.toString(one.index())
                : head.title().toLowerCase(Locale.ROOT);
    }

    private static InputSize size(String text) {
        return InputSize.all().stream()
                .filter(size -> size.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String text(InputSize size) {
        return size.label();
    }
}
