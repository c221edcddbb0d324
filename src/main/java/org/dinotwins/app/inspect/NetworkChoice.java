package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.AttentionSegmentation;
import org.dinotwins.experiment.RunFolder;
import org.dinotwins.vit.ViTConfig;

/** Which weights are looked at, in which block, and how large the picture is made for them. */
final class NetworkChoice {
    /** Largest offered multiple of the size that the model was made for. */
    private static final int LARGEST_MULTIPLE = 4;

    /** A state of the network that can be looked at. */
    sealed interface Weights {
        /** Its checkpoint file; empty for random weights. */
        Optional<Path> file();

        /** The newest checkpoint, whichever it is; random weights while there is none. */
        record Latest(Optional<RunFolder.Checkpoint> newest) implements Weights {
            @Override
            public Optional<Path> file() {
                return newest.map(RunFolder.Checkpoint::file);
            }
        }

        /** One checkpoint. */
        record At(RunFolder.Checkpoint checkpoint) implements Weights {
            @Override
            public Optional<Path> file() {
                return Optional.of(checkpoint.file());
            }
        }

        /** The network as the run began. */
        record Before() implements Weights {
            @Override
            public Optional<Path> file() {
                return Optional.empty();
            }
        }
    }

    /** The picture's longer side as the network sees it. */
    sealed interface InputSize {
        /** In pixels. */
        int pixels(Picture picture);

        /** As the evaluation does it, so that figures compare. */
        record AsMeasured(int modelSize) implements InputSize {
            @Override
            public int pixels(Picture picture) {
                return AttentionSegmentation.longSide(picture.width(), picture.height(), modelSize);
            }
        }

        /** A multiple of the size that the model was made for: the larger, the finer the grid of patches. */
        record Times(int multiple, int modelSize) implements InputSize {
            @Override
            public int pixels(Picture picture) {
                return multiple * modelSize;
            }
        }
    }

    private final ReadOnlyObjectWrapper<ViTConfig> model = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Weights> weights = FXCollections.observableArrayList();
    private final ObjectProperty<Weights> chosen = new SimpleObjectProperty<>(new Weights.Latest(Optional.empty()));
    private final IntegerProperty block = new SimpleIntegerProperty();
    private final ObservableList<InputSize> sizes = FXCollections.observableArrayList();
    private final ObjectProperty<InputSize> size = new SimpleObjectProperty<>();

    /** Takes over a run's model: the block stays the last one if it was, the input size its place in the list. */
    void show(ViTConfig newModel, List<RunFolder.Checkpoint> checkpoints) {
        boolean last = model.get() == null || block.get() == model.get().depth() - 1;
        model.set(newModel);
        block.set(last ? newModel.depth() - 1 : Math.min(block.get(), newModel.depth() - 1));
        int at = Math.max(0, sizes.indexOf(size.get()));
        List<InputSize> offered = new ArrayList<>(List.of(new InputSize.AsMeasured(newModel.imageSize())));
        for (int multiple = 1; multiple <= LARGEST_MULTIPLE; multiple++) {
            offered.add(new InputSize.Times(multiple, newModel.imageSize()));
        }
        sizes.setAll(offered);
        size.set(offered.get(at));
        if (chosen.get() instanceof Weights.At) {
            chosen.set(new Weights.Latest(Optional.empty()));
        }
        offer(checkpoints);
    }

    /** Offers these checkpoints; who looks at the latest one goes on to the newest. */
    void offer(List<RunFolder.Checkpoint> checkpoints) {
        List<Weights> offered = new ArrayList<>();
        Weights latest = new Weights.Latest(checkpoints.isEmpty() ? Optional.empty()
                : Optional.of(checkpoints.get(checkpoints.size() - 1)));
        offered.add(latest);
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            offered.add(new Weights.At(checkpoints.get(i)));
        }
        offered.add(new Weights.Before());
        if (!offered.equals(weights)) {
            Weights before = chosen.get();
            weights.setAll(offered);
            chosen.set(offered.contains(before) ? before : latest);
        }
    }

    /** Goes to the network before training, or from there to the latest checkpoint. */
    void toggleBefore() {
        if (!weights.isEmpty()) {
            chosen.set(weights.get(chosen.get() instanceof Weights.Before ? 0 : weights.size() - 1));
        }
    }

    /** The model of the run; null while there is none. */
    ReadOnlyObjectProperty<ViTConfig> modelProperty() {
        return model.getReadOnlyProperty();
    }

    /** Latest, the checkpoints from newest to oldest, and before training. */
    ObservableList<Weights> weights() {
        return weights;
    }

    /** The weights in use. */
    ObjectProperty<Weights> chosenProperty() {
        return chosen;
    }

    /** From 0. */
    IntegerProperty blockProperty() {
        return block;
    }

    ObservableList<InputSize> sizes() {
        return sizes;
    }

    /** The input size in use; null while there is no model. */
    ObjectProperty<InputSize> sizeProperty() {
        return size;
    }
}
