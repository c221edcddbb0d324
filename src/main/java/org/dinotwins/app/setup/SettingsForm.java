package org.dinotwins.app.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.ConfigJson.Edited;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.Setting;
import org.dinotwins.data.ImageSet;

/** State of the settings form: the text of each field, its problems, and the resulting configuration. */
public final class SettingsForm {
    private final Map<String, StringProperty> texts = new LinkedHashMap<>();
    private final ReadOnlyObjectWrapper<RunConfig> config = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Problem>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper startable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private RunConfig loaded;
    private Map<String, String> unchanged;
    private Optional<ImageSet> set = Optional.empty();
    private boolean filling;

    public SettingsForm(RunConfig start) {
        ConfigJson.settings(start).forEach((path, text) -> {
            StringProperty property = new SimpleStringProperty(text);
            property.addListener((of, old, is) -> check());
            texts.put(path, property);
        });
        load(start);
    }

    /** Fills all fields from a configuration, which {@link #reset()} then returns to. */
    public void load(RunConfig start) {
        loaded = start;
        unchanged = ConfigJson.settings(start);
        config.set(start);
        fill(unchanged);
    }

    /** Reverts all changes since the last {@link #load}. */
    public void reset() {
        load(loaded);
    }

    /** Fills several fields at once and checks them together. */
    public void fill(Map<String, String> values) {
        filling = true;
        values.forEach((path, value) -> text(path).set(value));
        filling = false;
        check();
    }

    /** Sets the image set, which some rules check. */
    public void setImageSet(Optional<ImageSet> pictures) {
        set = pictures;
        check();
    }

    private void check() {
        if (filling) {
            return;
        }
        Map<String, String> now = new LinkedHashMap<>();
        texts.forEach((path, text) -> now.put(path, text.get().strip()));
        Edited edited = ConfigJson.edit(loaded, now);
        edited.config().ifPresent(config::set);
        Stream<Problem> onSet = edited.config().isEmpty() || set.isEmpty()
                ? Stream.empty()
                : ConfigJson.check(edited.config().get(), set.get()).stream();
        List<Problem> found = Stream.concat(edited.problems().stream(), onSet)
                .map(SettingsForm::withLabels)
                .toList();
        problems.set(found);
        startable.set(edited.config().isPresent() && found.stream().allMatch(Problem::warning));
        changed.set(!now.equals(unchanged));
    }

    /** Replaces setting paths in a message by the labels in the form. */
    private static Problem withLabels(Problem problem) {
        String message = problem.message();
        for (Setting setting : Setting.all()) {
            for (String path : setting.paths()) {
                message = message.replaceAll(
                        "(?<![\\w.])" + path.replace(".", "\\.") + "(?![\\w.]*\\w)", label(setting, path));
            }
        }
        return new Problem(problem.path(), message, problem.warning());
    }

    private static String label(Setting setting, String path) {
        String end = path.equals(setting.path()) ? "" : path.endsWith(".min") ? ", minimum" : ", maximum";
        return Matcher.quoteReplacement(setting.label() + end);
    }

    /** Text of the field at a path, as {@link ConfigJson#settings} names it. */
    public StringProperty text(String path) {
        StringProperty text = texts.get(path);
        if (text == null) {
            throw new IllegalArgumentException("no setting " + path);
        }
        return text;
    }

    /** Problems of a setting. */
    public List<Problem> problems(Setting setting) {
        return problems.get().stream().filter(p -> belongs(p.path(), setting)).toList();
    }

    /** Whether a path is the setting's own or one end of its range. */
    static boolean belongs(String path, Setting setting) {
        return path.equals(setting.path()) || path.startsWith(setting.path() + ".");
    }

    /** Whether every word of the query occurs in the setting's label or help. */
    static boolean matches(Setting setting, String query) {
        String all = String.join(" ", setting.group().title(), setting.label(), setting.path(), setting.help())
                .toLowerCase(Locale.ROOT);
        return Stream.of(query.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(all::contains);
    }

    /** The latest configuration that parses; values may still be out of range. */
    public ReadOnlyObjectProperty<RunConfig> configProperty() {
        return config.getReadOnlyProperty();
    }

    /** All errors and warnings, as text. */
    public ReadOnlyObjectProperty<List<Problem>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** Whether there are no errors; warnings are allowed. */
    public ReadOnlyBooleanProperty startableProperty() {
        return startable.getReadOnlyProperty();
    }

    /** Whether a field differs from what was loaded. */
    public ReadOnlyBooleanProperty changedProperty() {
        return changed.getReadOnlyProperty();
    }
}
