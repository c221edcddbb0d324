package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dinotwins.run.RunFolder;
import org.dinotwins.train.Role;

/** The weights of a run that are shown. */
public final class NetworkChoice {
    /** Weights of the network that can be shown. */
    public sealed interface Weights {
        /** Checkpoint file; empty for random weights. */
        Optional<Path> file();

        /** Name for the user. */
        String label();

        /** The newest checkpoint; random weights before the first one. */
        record Latest(Optional<RunFolder.Checkpoint> newest) implements Weights {
            @Override
            public Optional<Path> file() {
                return newest.map(RunFolder.Checkpoint::file);
            }

            @Override
            public String label() {
                return newest.map(c -> String.format(Locale.ROOT, "Latest · step %,d", c.step()))
                        .orElse("Latest · none yet");
            }
        }

        /** One checkpoint. */
        record At(RunFolder.Checkpoint checkpoint) implements Weights {
            @Override
            public Optional<Path> file() {
                return Optional.of(checkpoint.file());
            }

            @Override
            public String label() {
                return String.format(Locale.ROOT, "Step %,d", checkpoint.step());
            }
        }

        /** The network before the run's first step. */
        record Before() implements Weights {
            @Override
            public Optional<Path> file() {
                return Optional.empty();
            }

            @Override
            public String label() {
                return "Before training";
            }
        }

        /** The only weights of a file. */
        record Imported() implements Weights {
            @Override
            public Optional<Path> file() {
                return Optional.empty();
            }

            @Override
            public String label() {
                return "As in the file";
            }
        }
    }

    private final ReadOnlyObjectWrapper<InspectSources.Subject> subject = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Weights> weights = FXCollections.observableArrayList();
    private final ObjectProperty<Weights> chosen = new SimpleObjectProperty<>(new Weights.Latest(Optional.empty()));
    private final ObjectProperty<Role> role = new SimpleObjectProperty<>(Role.TEACHER);

    /** Sets the run or weights file; null for none. */
    public void show(InspectSources.Subject now) {
        if (now != null) {
            if (chosen.get() instanceof Weights.At || chosen.get() instanceof Weights.Imported) {
                chosen.set(new Weights.Latest(Optional.empty()));
            }
            offer(now.imported() ? List.of(new Weights.Imported()) : states(now.checkpoints()));
        }
        subject.set(now);
    }

    /** Sets the available checkpoints; a pane on the latest one moves to the newest. */
    public void offerCheckpoints(List<RunFolder.Checkpoint> checkpoints) {
        offer(states(checkpoints));
    }

    private static List<Weights> states(List<RunFolder.Checkpoint> checkpoints) {
        List<Weights> states = new ArrayList<>();
        states.add(new Weights.Latest(
                checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.get(checkpoints.size() - 1))));
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            states.add(new Weights.At(checkpoints.get(i)));
        }
        states.add(new Weights.Before());
        return states;
    }

    private void offer(List<Weights> offered) {
        if (!offered.equals(weights)) {
            Weights before = chosen.get();
            weights.setAll(offered);
            chosen.set(offered.contains(before) ? before : offered.get(0));
        }
    }

    /** Switches to the network before training, or from there to the latest checkpoint. */
    public void toggleBefore() {
        if (weights.size() > 1) {
            chosen.set(weights.get(chosen.get() instanceof Weights.Before ? 0 : weights.size() - 1));
        }
    }

    /** The states of the run from before training to its newest checkpoint; empty for a file. */
    public List<Weights> history() {
        List<Weights> history = new ArrayList<>();
        for (int i = weights.size() - 1; i > 0; i--) {
            history.add(weights.get(i));
        }
        return history;
    }

    /** The run or weights file shown; null if none. */
    public ReadOnlyObjectProperty<InspectSources.Subject> subjectProperty() {
        return subject.getReadOnlyProperty();
    }

    /** Latest, the checkpoints from newest to oldest, and before training; or the single choice of a file. */
    public ObservableList<Weights> weights() {
        return weights;
    }

    /** The weights in use. */
    public ObjectProperty<Weights> chosenProperty() {
        return chosen;
    }

    /** Which of a run's two networks is shown: teacher or student. */
    public ObjectProperty<Role> roleProperty() {
        return role;
    }

    /** Origin of these weights of the subject. */
    public WeightsOrigin origin(Weights state) {
        Path path = subject.get().entry().path();
        return subject.get().imported()
                ? new WeightsOrigin.OfFile(path)
                : new WeightsOrigin.OfRun(path, state.file(), state.file().isEmpty() ? Role.TEACHER : role.get());
    }

    /** Name of the selected network for people; empty if no network is selected. */
    public String title() {
        return title(chosen.get());
    }

    /** Name of the network with these weights. */
    public String title(Weights of) {
        if (subject.get() == null) {
            return "";
        }
        String name = subject.get().entry().name();
        if (subject.get().imported()) {
            return name;
        }
        String state = of instanceof Weights.Latest latest
                ? latest.newest()
                        .<Weights>map(Weights.At::new)
                        .orElse(new Weights.Before())
                        .label()
                : of.label();
        return name
                + (role.get() == Role.STUDENT && of.file().isPresent() ? " · student · " : " · ")
                + state.substring(0, 1).toLowerCase(Locale.ROOT)
                + state.substring(1);
    }
}
