package org.dinotwins.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.eval.classification.Knn;
import org.dinotwins.train.DevicePreference;
import org.dinotwins.train.Trainer;
import org.dinotwins.train.TrainingException;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.ViTConfig;

/**
 * The kNN accuracy of a teacher that is being trained: 20 neighbours by cosine, as in {@link Knn}. The pictures stay the
 * same over a run, so that its readings can be held against each other.
 */
public final class TeacherKnn {
    private static final int NEIGHBOURS = 20;
    private static final int CHUNK = 64;

    private final ViTConfig model;
    private final List<Picture> bank;
    private final List<Picture> asked;
    private final int classes;
    private final DevicePreference device;

    /**
     * @param bank  labelled pictures whose features vote
     * @param asked labelled pictures that are classified
     */
    public TeacherKnn(ViTConfig model, List<Picture> bank, List<Picture> asked, int classes, DevicePreference device) {
        this.model = model;
        this.bank = List.copyOf(bank);
        this.asked = List.copyOf(asked);
        this.classes = classes;
        this.device = device;
    }

    /**
     * Measures; called between two steps on the trainer's thread.
     *
     * @param goOn asked now and then; when it is false the reading is dropped
     * @return top-1 in 0..1; NaN when it was dropped or no picture can be read
     */
    public double measure(Trainer trainer, BooleanSupplier goOn) throws TrainingException {
        try (FrozenBackbone teacher = FrozenBackbone.of(Architecture.of(model), trainer.teacher(), device)) {
            Seen known = look(teacher, bank, goOn);
            Seen queries = look(teacher, asked, goOn);
            if (!goOn.getAsBoolean()) {
                return Double.NaN;
            }
            return new Knn(known.matrix(), known.labelled(), classes)
                    .measure(queries.matrix(), queries.labelled(), NEIGHBOURS)[0].top1();
        }
    }

    private record Seen(List<float[]> features, List<Integer> labels) {
        float[][] matrix() {
            return features.toArray(float[][]::new);
        }

        int[] labelled() {
            return labels.stream().mapToInt(l -> l).toArray();
        }
    }

    private Seen look(FrozenBackbone teacher, List<Picture> pictures, BooleanSupplier goOn) {
        Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
        for (int from = 0; from < pictures.size() && goOn.getAsBoolean(); from += CHUNK) {
            List<Picture> chunk = pictures.subList(from, Math.min(pictures.size(), from + CHUNK));
            List<float[]> views = chunk.parallelStream().map(this::view).toList();
            for (int i = 0; i < chunk.size(); i++) {
                if (views.get(i).length > 0) {
                    seen.labels().add(chunk.get(i).label().orElseThrow());
                }
            }
            seen.features().addAll(Arrays.asList(teacher.features(views.stream().filter(v -> v.length > 0)
                    .toArray(float[][]::new), model.imageSize())));
        }
        return seen;
    }

    /** What the network sees; nothing of a picture that cannot be read, which training has told of already. */
    private float[] view(Picture picture) {
        try {
            return EvaluationView.stretched(ImageFiles.read(picture.file()), model.imageSize(), model.imageSize());
        } catch (DataException e) {
            return new float[0];
        }
    }
}
