package org.dinotwins.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.dinotwins.app.inspect.InspectWorkspace;
import org.dinotwins.app.setup.SetupViewModel;
import org.dinotwins.app.setup.SetupWorkspace;
import org.dinotwins.app.shared.Theme;
import org.dinotwins.app.shared.UserState;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.RunFolder;

/** Saves and restores the window: position, size, theme, workspace, settings and runs folder. */
final class WindowMemory {
    /** Pixels of the window that must be on a screen to restore its position. */
    private static final double GRIP = 120;

    private final UserState state;

    WindowMemory(UserState state) {
        this.state = state;
    }

    /** The saved settings, or the first preset. */
    RunConfig config() {
        try {
            Optional<String> kept = state.get("config");
            return kept.isPresent() ? ConfigJson.parse(kept.get()) : SetupViewModel.firstConfig();
        } catch (WorkbenchException e) {
            // Saved by a version with different settings.
            return SetupViewModel.firstConfig();
        }
    }

    /** The saved runs folder, or {@code runs} in the working folder. */
    Path runsFolder() {
        try {
            return Path.of(state.get("runsFolder").orElse("runs"));
        } catch (InvalidPathException e) {
            return Path.of("runs");
        }
    }

    /** The run that was open in Inspect last time. */
    private Optional<Path> run() {
        try {
            return state.get("run").map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    void restore(WorkbenchState workbench) {
        workbench.themeProperty().set(choice(Theme.class, "theme", Theme.DARK));
        workbench.placeProperty().set(choice(WorkbenchState.Place.class, "workspace", WorkbenchState.Place.SET_UP));
        run().filter(RunFolder::holdsRun).ifPresent(workbench.inspectedProperty()::set);
    }

    private <E extends Enum<E>> E choice(Class<E> type, String key, E otherwise) {
        try {
            return state.get(key).map(text -> Enum.valueOf(type, text)).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    /** Shows the window at its saved position and size if that is on a screen, otherwise centred. */
    void show(Stage stage, double width, double height) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        double wide = Math.min(number("width", width), screen.getWidth());
        double high = Math.min(number("height", height), screen.getHeight());
        double x = number("x", Double.NaN);
        double y = number("y", Double.NaN);
        boolean kept = onScreen(x, y);
        stage.setX(kept ? x : Math.rint(screen.getMinX() + (screen.getWidth() - wide) / 2));
        stage.setY(kept ? y : Math.rint(screen.getMinY() + (screen.getHeight() - high) / 2));
        size(stage, wide, high);
        stage.setMaximized(state.get("maximised").map(Boolean::parseBoolean).orElse(false));
        stage.show();
        if (!stage.isMaximized()) {
            // Under some window managers GTK loses the size while mapping the window and uses the minimum.
            size(stage, wide, high);
        }
    }

    private static void size(Stage stage, double width, double height) {
        stage.setWidth(width);
        stage.setHeight(height);
    }

    void restore(SetupWorkspace workspace) {
        double share = number("formShare", workspace.formShareProperty().get());
        if (share > 0 && share < 1) {
            workspace.formShareProperty().set(share);
        }
    }

    void restore(InspectWorkspace workspace) {
        workspace.recall(state);
    }

    void keep(InspectWorkspace workspace) {
        workspace.remember(state);
    }

    void keep(SetupWorkspace workspace) {
        state.put(
                "formShare",
                String.format(Locale.ROOT, "%.4f", workspace.formShareProperty().get()));
    }

    private static boolean onScreen(double x, double y) {
        return Screen.getScreens().stream()
                .map(Screen::getVisualBounds)
                .anyMatch(b ->
                        x >= b.getMinX() && y >= b.getMinY() && x + GRIP <= b.getMaxX() && y + GRIP <= b.getMaxY());
    }

    private double number(String key, double otherwise) {
        try {
            double value = state.get(key).map(Double::parseDouble).orElse(otherwise);
            return Double.isInfinite(value) ? otherwise : value;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    void keep(Stage stage) {
        state.put("maximised", Boolean.toString(stage.isMaximized()));
        if (!stage.isMaximized() && !stage.isIconified()) {
            state.put("x", text(stage.getX()));
            state.put("y", text(stage.getY()));
            state.put("width", text(stage.getWidth()));
            state.put("height", text(stage.getHeight()));
        }
    }

    /** Saves the shared state and the settings, and writes the file. */
    void keep(WorkbenchState workbench, RunConfig config) {
        state.put("theme", workbench.themeProperty().get().name());
        state.put("workspace", workbench.placeProperty().get().name());
        state.put("runsFolder", workbench.runsFolderProperty().get().toString());
        Path run = workbench.inspectedProperty().get();
        if (run != null) {
            state.put("run", run.toAbsolutePath().toString());
        }
        state.put("config", ConfigJson.write(config));
        state.save();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
