package org.dinotwins.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dinotwins.data.Picture;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.Trainer;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;

/** The kNN accuracy of the teacher during training, always on the same pictures, so that steps can be compared. */
public final class TeacherKnn {
    private static final int CHUNK = 64;

    private final ViTConfig model;
    private final List<Picture> bank;
    private final List<Picture> queries;
    private final int classes;
    private final DevicePreference device;

    /**
     * @param bank    labelled pictures whose features vote
     * @param queries labelled pictures to classify
     */
    public TeacherKnn(
            ViTConfig model, List<Picture> bank, List<Picture> queries, int classes, DevicePreference device) {
        this.model = model;
        this.bank = List.copyOf(bank);
        this.queries = List.copyOf(queries);
        this.classes = classes;
        this.device = device;
    }

    /**
     * Measures the accuracy; called between two steps on the trainer's thread.
     *
     * @param proceed checked between chunks of pictures; false abandons the measurement
     * @return top-1 in 0..1; NaN if abandoned or if no picture can be read
     */
    public double measure(Trainer trainer, BooleanSupplier proceed) throws ComputationException {
        try (FrozenBackbone teacher = FrozenBackbone.of(Architecture.of(model), trainer.teacher(), device)) {
            PictureFeatures known = features(teacher, bank, proceed);
            PictureFeatures asked = features(teacher, queries, proceed);
            return proceed.getAsBoolean()
                    ? new KnnEvaluation(known, classes).classify(asked).top1()
                    : Double.NaN;
        }
    }

    /** Features of the readable pictures; training has already logged the others. */
    private PictureFeatures features(FrozenBackbone teacher, List<Picture> pictures, BooleanSupplier proceed) {
        List<Picture> read = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        for (int from = 0; from < pictures.size() && proceed.getAsBoolean(); from += CHUNK) {
            PictureViews chunk = PictureViews.read(
                    pictures.subList(from, Math.min(pictures.size(), from + CHUNK)), model.imageSize());
            read.addAll(chunk.pictures());
            features.addAll(Arrays.asList(teacher.features(chunk.views(), model.imageSize())));
        }
        return new PictureFeatures(read, features.toArray(float[][]::new));
    }
}
