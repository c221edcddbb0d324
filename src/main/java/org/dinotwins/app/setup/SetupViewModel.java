package org.dinotwins.app.setup;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import org.dinotwins.app.shared.WorkbenchState;
import org.dinotwins.config.ConfigFile;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.ConfigJson.Problem;
import org.dinotwins.config.Presets;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;

/**
 * The state of the Set up workspace: preset, form, image set, crop preview, derived figures, and whether a run can
 * start.
 */
public final class SetupViewModel {
    /** The preset shown on the first start. */
    public static final String FIRST_PRESET = "quick";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final WorkbenchState workbench;
    private final SettingsForm form;
    private final ImageSetViewModel images;
    private final PreviewViewModel preview;
    private final Supplier<LocalDateTime> clock;
    private final ReadOnlyStringWrapper preset = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper description = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper("");
    private final ObjectBinding<Readiness> readiness;

    /**
     * Whether a run can start.
     *
     * @param reason why it cannot start, or a warning
     */
    public record Readiness(boolean ready, String reason) {}

    /** @param clock names new run folders */
    public SetupViewModel(WorkbenchState workbench, RunConfig start, Supplier<LocalDateTime> clock) {
        this.workbench = workbench;
        this.clock = clock;
        form = new SettingsForm(start);
        images = new ImageSetViewModel(workbench.background(), form);
        preview = new PreviewViewModel(workbench.background(), form.configProperty());
        images.shownProperty().addListener((of, old, is) -> {
            if (!(is instanceof ImageSetViewModel.Ready ready)) {
                preview.clear();
            } else if (!isOf(ready.set(), old)) {
                preview.offer(ready.set());
            }
        });
        preview.skippedProperty().addListener((of, old, is) -> images.alsoSkip(is));
        readiness = Bindings.createObjectBinding(
                this::judge, form.problemsProperty(), images.shownProperty(), workbench.stateProperty());
        readiness.addListener((of, old, is) -> {
            if (is.ready()) {
                fault.set("");
            }
        });
        recognise(start);
    }

    // Sets have thousands of pictures to compare, and the list of what was skipped changes with the same set.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOf(ImageSet set, ImageSetViewModel.Shown shown) {
        return shown instanceof ImageSetViewModel.Ready ready && ready.set() == set;
    }

    /** The preset that fills the form when no settings were saved. */
    public static RunConfig firstConfig() {
        try {
            return Presets.load(FIRST_PRESET);
        } catch (WorkbenchException e) {
            throw new IllegalStateException("the preset " + FIRST_PRESET + " that comes with the program is broken", e);
        }
    }

    private Readiness judge() {
        if (workbench.active()) {
            return new Readiness(false, "A run is in progress. Stop it to start another.");
        }
        List<Problem> errors =
                form.problemsProperty().get().stream().filter(p -> !p.warning()).toList();
        if (!errors.isEmpty()) {
            return new Readiness(
                    false,
                    errors.size() == 1
                            ? errors.get(0).message()
                            : "Correct " + errors.size() + " settings to start. "
                                    + errors.get(0).message());
        }
        if (images.shownProperty().get() instanceof ImageSetViewModel.Loading) {
            return new Readiness(false, "Reading the images…");
        }
        if (images.shownProperty().get() instanceof ImageSetViewModel.Failed) {
            return new Readiness(false, "No images to train on.");
        }
        long warnings = form.problemsProperty().get().size();
        return new Readiness(
                true,
                warnings == 0
                        ? ""
                        : warnings == 1
                                ? form.problemsProperty().get().get(0).message()
                                : warnings + " warnings; the run can still start.");
    }

    /** Fills the form from a preset. */
    public void choosePreset(String name) {
        try {
            fill(Presets.load(name));
            preset.set(name);
            description.set(Presets.describe(name));
        } catch (WorkbenchException e) {
            fault.set(e.getMessage());
        }
    }

    /** Fills the form from a configuration that is not a preset, for example of an earlier run. */
    public void fill(RunConfig config) {
        fault.set("");
        String folder = form.text("data.folder").get();
        form.load(config);
        recognise(config);
        if (!config.data().folder().equals(folder)) {
            return;
        }
        if (images.shownProperty().get() instanceof ImageSetViewModel.Failed) {
            images.open();
        }
    }

    /** Loads a configuration file in the background; {@link #faultProperty} holds the error if it cannot be read. */
    public void load(Path file) {
        workbench.background().call(() -> ConfigFile.read(file), this::fill, e -> fault.set(e.getMessage()));
    }

    /** Saves the settings to a file in the background. */
    public void save(Path file) {
        RunConfig config = form.configProperty().get();
        workbench
                .background()
                .call(
                        () -> {
                            ConfigFile.write(file, config);
                            return file;
                        },
                        written -> fault.set(""),
                        e -> fault.set(e.getMessage()));
    }

    private void recognise(RunConfig config) {
        // Compares texts, because on JDK 17 the first {@code equals()} of a record is slow.
        Map<String, String> settings = ConfigJson.settings(config);
        preset.set("");
        description.set("");
        for (String name : Presets.names()) {
            try {
                if (ConfigJson.settings(Presets.load(name)).equals(settings)) {
                    preset.set(name);
                    description.set(Presets.describe(name));
                }
            } catch (WorkbenchException e) {
                fault.set(e.getMessage());
            }
        }
    }

    /** Starts a run in a new folder and shows Live, or shows in Set up why it cannot start. */
    public void start() {
        if (!readiness.get().ready()) {
            fault.set(readiness.get().reason());
            workbench.placeProperty().set(WorkbenchState.Place.SET_UP);
            return;
        }
        RunConfig config = form.configProperty().get();
        Path folder = workbench
                .runsFolderProperty()
                .get()
                .resolve(config.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-") + "-" + STAMP.format(clock.get()));
        fault.set("");
        workbench.start(config, folder, false, why -> {
            fault.set(why);
            workbench.placeProperty().set(WorkbenchState.Place.SET_UP);
        });
    }

    /** The paper's alpha as text: DINO weight over Barlow Twins weight; empty if either is 0 or not a number. */
    public String alpha() {
        double dino = number(form.text("objective.dinoWeight"));
        double barlow = number(form.text("objective.barlowWeight"));
        return dino >= 0 && barlow > 0 ? plain(dino / barlow) : "";
    }

    /**
     * Sets the DINO weight to {@code alpha} times the Barlow Twins weight; ignores anything but a number of at least 0.
     */
    public void setAlpha(String text) {
        double alpha = parse(text);
        double barlow = number(form.text("objective.barlowWeight"));
        if (alpha >= 0 && barlow > 0 && !text.strip().equals(alpha())) {
            form.fill(Map.of("objective.dinoWeight", plain(alpha * barlow)));
        }
    }

    private static double number(StringProperty text) {
        return parse(text.get());
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String plain(double value) {
        return SliderScale.plain(value, 4);
    }

    /** The settings. */
    public SettingsForm form() {
        return form;
    }

    /** The image set. */
    public ImageSetViewModel images() {
        return images;
    }

    /** The crop preview. */
    public PreviewViewModel preview() {
        return preview;
    }

    /** Figures derived from the current settings. */
    public DerivedFigures derived() {
        return DerivedFigures.of(form.configProperty().get(), images.trainingPictures());
    }

    /** Whether a run can start. */
    public ObjectBinding<Readiness> readiness() {
        return readiness;
    }

    /** Name of the loaded preset; empty for any other configuration. */
    public ReadOnlyStringProperty presetProperty() {
        return preset.getReadOnlyProperty();
    }

    /** The description of the preset; empty if none. */
    public ReadOnlyStringProperty descriptionProperty() {
        return description.getReadOnlyProperty();
    }

    /** The error of the last command; empty if none. */
    public ReadOnlyStringProperty faultProperty() {
        return fault.getReadOnlyProperty();
    }
}
