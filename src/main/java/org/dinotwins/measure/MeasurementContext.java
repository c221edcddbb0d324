package org.dinotwins.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.Category;
import org.dinotwins.data.Picture;
import org.dinotwins.data.PictureObject;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.run.EvaluationPictures;
import org.dinotwins.run.network.NetworkInspector;
import org.dinotwins.train.DevicePreference;

/** What every measurement works with: the pictures, the networks, their features, and the progress. */
final class MeasurementContext implements AutoCloseable {
    private final Subject subject;
    private final Measurement measurement;
    private final MeasurementProgress work;
    private final SubjectNetworks networks;
    private final FeatureSource features;
    private final EvaluationPictures pictures;

    MeasurementContext(Subject subject, Measurement measurement, MeasureListener listener) {
        this.subject = subject;
        this.measurement = measurement;
        this.work = new MeasurementProgress(listener);
        this.networks = new SubjectNetworks(subject);
        this.features = new FeatureSource(subject, networks, work);
        this.pictures = EvaluationPictures.of(subject.set(), subject.limit(), subject.limit());
    }

    Subject subject() {
        return subject;
    }

    MeasurementProgress work() {
        return work;
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
            throw new WorkbenchException("No training picture of " + subject.set().root() + " has a label, so no "
                    + "accuracy can be measured. Choose an image set with annotations or a folder a class.");
        }
        return pictures.neighbours();
    }

    /** Labelled validation pictures. */
    List<Picture> validation() throws WorkbenchException {
        List<Picture> labelled = pictures.validation().stream().filter(p -> p.label().isPresent()).toList();
        if (labelled.isEmpty()) {
            throw new WorkbenchException("No validation picture of " + subject.set().root() + " has a label, so no "
                    + "accuracy can be measured. Choose an image set with annotations or a folder a class.");
        }
        return labelled;
    }

    /** Validation pictures, labelled or not. */
    List<Picture> allValidation() {
        return pictures.validation();
    }

    /** Whose features are looked at, for people. */
    static String whose(Outcome.Network network) {
        return network == Outcome.Network.TRAINED ? "the trained network" : "random weights";
    }

    int classes() {
        return subject.set().categories().size();
    }

    List<String> names() {
        return subject.set().categories().stream().map(Category::name).toList();
    }

    /** Path of a picture below the set's folder. */
    String name(Picture picture) {
        return subject.set().root().relativize(picture.file()).toString();
    }

    /** Where to compute. */
    DevicePreference device() {
        return NetworkInspector.device(subject.run().config());
    }

    /** Categories of a picture's objects that are no crowd. */
    boolean[] present(Picture picture) {
        boolean[] present = new boolean[classes()];
        picture.objects().stream().filter(o -> !o.crowd()).mapToInt(PictureObject::category)
                .forEach(c -> present[c] = true);
        return present;
    }

    Outcome.About about(int train, int validation, List<String> more) {
        List<String> notes = new ArrayList<>(Stream.concat(pictures.notes().stream(), more.stream()).toList());
        features.note().ifPresent(notes::add);
        return new Outcome.About(measurement.title(), slug(), subject.run().path().getFileName().toString(),
                subject.checkpoint().step(), subject.set().name() + ", " + subject.set().format(),
                subject.set().root().toString(), train, validation, false, notes);
    }

    /** Whether the pictures are those that the run was trained on. */
    boolean ownPictures() {
        return subject.set().root().endsWith(Path.of(subject.run().config().data().folder()).normalize());
    }

    /** The measurement's name, with the checkpoint and what differs from the run's own pictures. */
    private String slug() {
        return measurement.slug() + "-step" + subject.checkpoint().step()
                + (ownPictures() ? "" : "-" + subject.set().name().replaceAll("[^A-Za-z0-9]+", "-"))
                + (subject.limit() > 0 ? "-limit" + subject.limit() : "");
    }

    /** The class that most of these labels are; of equally common ones the lower. */
    static int commonest(int[] labels, int classes) {
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

    /** Share of labels that are this class. */
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
