package org.dinotwins.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Category;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.evaluation.EvaluationPictures;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.ViTConfig;

/** Everything that a measurement needs: its pictures, networks, features and progress. */
final class MeasurementContext implements AutoCloseable {
    private final Subject subject;
    private final Measurement measurement;
    private final MeasurementProgress progress;
    private final SubjectNetworks networks;
    private final FeatureSource features;
    private final EvaluationPictures pictures;

    MeasurementContext(Subject subject, Measurement measurement, MeasureListener listener) {
        this.subject = subject;
        this.measurement = measurement;
        this.progress = new MeasurementProgress(listener);
        this.networks = new SubjectNetworks(subject);
        this.features = new FeatureSource(subject, networks, progress);
        this.pictures = EvaluationPictures.of(subject.set(), subject.limit(), subject.limit());
    }

    Subject subject() {
        return subject;
    }

    /** Sizes of the measured network. */
    ViTConfig model() {
        return subject.network().architecture().size();
    }

    MeasurementProgress progress() {
        return progress;
    }

    SubjectNetworks networks() {
        return networks;
    }

    FeatureSource features() {
        return features;
    }

    /** Labelled training pictures. */
    List<Picture> train() throws WorkbenchException {
        if (pictures.neighbours().isEmpty()) {
            throw new WorkbenchException(
                    "No training picture of " + subject.set().root() + " has a label, so no "
                            + "accuracy can be measured. Choose an image set with annotations or one folder per class.");
        }
        return pictures.neighbours();
    }

    /** Labelled validation pictures. */
    List<Picture> validation() throws WorkbenchException {
        List<Picture> labelled = pictures.validation().stream()
                .filter(p -> p.label().isPresent())
                .toList();
        if (labelled.isEmpty()) {
            throw new WorkbenchException(
                    "No validation picture of " + subject.set().root() + " has a label, so no "
                            + "accuracy can be measured. Choose an image set with annotations or one folder per class.");
        }
        return labelled;
    }

    /** Validation pictures, labelled or not. */
    List<Picture> allValidation() {
        return pictures.validation();
    }

    /** The labelled training pictures; empty without labels. */
    List<Picture> allTrain() {
        return pictures.neighbours();
    }

    /** Name of a network in progress messages. */
    static String networkName(Outcome.Network network) {
        return network == Outcome.Network.TRAINED ? "the trained network" : "random weights";
    }

    int classes() {
        return subject.set().categories().size();
    }

    List<String> names() {
        return subject.set().categories().stream().map(Category::name).toList();
    }

    /** Path of a picture, relative to the image set's folder. */
    String name(Picture picture) {
        return subject.set().root().relativize(picture.file()).toString();
    }

    /** The device to compute on. */
    DevicePreference device() {
        return subject.network().device();
    }

    /** Which categories a picture's objects have, crowds excepted: {@code [classes]}. */
    boolean[] present(Picture picture) {
        boolean[] present = new boolean[classes()];
        picture.objects().stream()
                .filter(o -> !o.crowd())
                .mapToInt(PictureObject::category)
                .forEach(c -> present[c] = true);
        return present;
    }

    /** Like {@link #present(Picture)}, {@code [pictures][classes]}. */
    boolean[][] present(List<Picture> several) {
        return several.stream().map(this::present).toArray(boolean[][]::new);
    }

    Outcome.About about(int train, int validation, List<String> more) {
        List<String> notes = new ArrayList<>(
                Stream.concat(pictures.notes().stream(), more.stream()).toList());
        input().ifPresent(notes::add);
        features.note().ifPresent(notes::add);
        return new Outcome.About(
                measurement.title(),
                slug(),
                subject.network().name(),
                subject.network().step(),
                subject.set().name() + ", " + subject.set().format(),
                subject.set().root().toString(),
                train,
                validation,
                false,
                notes);
    }

    /** How imported weights see the pictures; runs are measured as they were trained. */
    private Optional<String> input() {
        if (subject.network() instanceof CheckpointNetwork && subject.view() == InputView.STRETCHED) {
            return Optional.empty();
        }
        int size = model().imageSize();
        String shape = subject.view() == InputView.STRETCHED
                ? "stretched to a square of " + size + " px"
                : "resized and cropped to the central " + size + " px";
        return Optional.of(subject.network().architecture().title() + ". Classified pictures are " + shape
                + " and normalised with " + subject.network().scale().words() + ".");
    }

    /** Whether the pictures are from the image set that the network was trained on, as far as that is known. */
    boolean ownPictures() {
        Optional<DataConfig> own = subject.network().ownPictures();
        try {
            return own.isPresent()
                    && Files.isSameFile(subject.set().root(), own.get().resolve());
        } catch (IOException | WorkbenchException e) {
            // The run's own pictures are not there, so they were not measured.
            return false;
        }
    }

    /** The measurement's slug with the network, and with the image set and limit where they are not the run's own. */
    private String slug() {
        return measurement.slug() + "-" + subject.network().slug()
                + (ownPictures() ? "" : "-" + subject.set().name().replaceAll("[^A-Za-z0-9]+", "-"))
                + (subject.view() == InputView.STRETCHED ? "" : "-" + subject.view())
                + (subject.limit() > 0 ? "-limit" + subject.limit() : "");
    }

    /** The most common label; of equally common ones the lower. */
    static int mostFrequent(int[] labels, int classes) {
        int[] counts = counts(labels, classes);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        return best;
    }

    static int[] counts(int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /** Share of the labels that equal a class, 0..1; NaN without labels. */
    static double share(int[] labels, int of) {
        int hits = 0;
        for (int label : labels) {
            hits += label == of ? 1 : 0;
        }
        return labels.length == 0 ? Double.NaN : hits / (double) labels.length;
    }

    @Override
    public void close() {
        networks.close();
    }
}
