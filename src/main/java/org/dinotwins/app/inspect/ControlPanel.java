package org.dinotwins.app.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.image.ImageView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dinotwins.app.inspect.networks.InputSize;
import org.dinotwins.app.inspect.networks.InspectSources;
import org.dinotwins.app.inspect.networks.NetworkChoice;
import org.dinotwins.app.inspect.networks.SharedView;
import org.dinotwins.app.inspect.painting.ColourMap;
import org.dinotwins.app.inspect.painting.Legend;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.panes.OverlapPanel;
import org.dinotwins.app.inspect.pictures.FxImages;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.inspect.state.PaneViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.app.shared.view.WeightsDialog;
import org.dinotwins.train.Role;
import org.kordamp.ikonli.javafx.FontIcon;

/** The settings on the right: which network is shown and how its attention is drawn. */
final class ControlPanel extends ScrollPane {
    private static final int SWATCH_WIDTH = 48;
    private static final int SWATCH_HEIGHT = 12;

    private final InspectViewModel model;
    private final Map<PaneViewModel, VBox> networks = new HashMap<>();
    private final VBox content = new VBox();

    ControlPanel(InspectViewModel model) {
        this.model = model;
        getStyleClass().add("control-panel");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        content.getStyleClass().add("controls");
        content.setMinWidth(0);
        setContent(content);
    }

    /** Builds the panel in steps, so that the window stays responsive. */
    List<Runnable> buildSteps() {
        return List.of(
                this::addNetwork,
                () -> content.getChildren().addAll(divider(), seeing()),
                () -> content.getChildren().addAll(divider(), overlay()),
                () -> content.getChildren().addAll(divider(), section("OVERLAP, JACCARD", new OverlapPanel(model))));
    }

    private void addNetwork() {
        VBox first = network(model.panes().activeProperty().get());
        networks.put(model.panes().activeProperty().get(), first);
        content.getChildren().add(first);
        model.panes()
                .activeProperty()
                .addListener(
                        (p, old, now) -> content.getChildren().set(0, networks.computeIfAbsent(now, this::network)));
    }

    private VBox network(PaneViewModel pane) {
        NetworkChoice network = pane.network();
        ObjectProperty<InspectSources.Entry> run = new SimpleObjectProperty<>();
        Runnable find = () -> run.set(entry(pane));
        model.availableNetworks().all().addListener((javafx.beans.Observable o) -> find.run());
        pane.runProperty().addListener((p, old, now) -> find.run());
        find.run();
        run.addListener((p, old, now) -> {
            if (now != null && !now.equals(entry(pane))) {
                pane.runProperty().set(now.path());
            }
        });
        Label hint = new Label("No checkpoint yet: this is the network before training. The first checkpoint will "
                + "appear here automatically.");
        hint.setId("no-checkpoint");
        hint.getStyleClass().addAll("muted", "small");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        hint.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> network.subjectProperty().get() != null
                                && network.weights().size() == 2,
                        network.subjectProperty(),
                        network.weights()));
        hint.managedProperty().bind(hint.visibleProperty());
        Label notes = new Label();
        notes.setId("weights-notes");
        notes.getStyleClass().addAll("muted", "small");
        notes.setWrapText(true);
        notes.setMinHeight(Region.USE_PREF_SIZE);
        notes.textProperty()
                .bind(network.subjectProperty()
                        .map(s -> String.join(" ", s.notes()))
                        .orElse(""));
        notes.visibleProperty().bind(notes.textProperty().isNotEmpty());
        notes.managedProperty().bind(notes.visibleProperty());
        Button browse = new Button("", new FontIcon("fth-folder"));
        browse.setId("open-weights");
        browse.getStyleClass().addAll("button-icon", "flat");
        Tip.late(
                browse,
                "Open a network that others trained: a safetensors file or PyTorch checkpoint of DINO, DINOv2, DINOv3 or "
                        + "CLIP. You can also drop files here.");
        browse.setFocusTraversable(false);
        browse.setOnAction(e -> chooseWeights());
        HBox role = BoundControls.segments(
                "role",
                List.of(Role.values()),
                network.roleProperty(),
                r -> new ReadOnlyStringWrapper(r == Role.TEACHER ? "Teacher" : "Student"));
        role.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> network.chosenProperty().get().file().isEmpty(), network.chosenProperty()));
        return section(
                "NETWORK",
                BoundControls.line(
                        "Run",
                        "The run or weights file shown in this pane.",
                        BoundControls.combo("run", model.availableNetworks().all(), run, InspectSources.Entry::name),
                        browse),
                BoundControls.line(
                        "Weights",
                        "Latest follows the run while it trains. Before training shows the run's initial "
                                + "random weights.  B switches between the two",
                        BoundControls.combo(
                                "weights", network.weights(), network.chosenProperty(), NetworkChoice.Weights::label)),
                BoundControls.line(
                        "Which",
                        "The student is trained by gradient descent; the teacher is its moving average, and the "
                                + "network to use after training.",
                        role),
                hint,
                notes);
    }

    private void chooseWeights() {
        WeightsDialog.ask("Open weights", getScene().getWindow()).ifPresent(file -> model.open(List.of(file)));
    }

    private InspectSources.Entry entry(PaneViewModel pane) {
        return pane.runProperty().get() == null
                ? null
                : model.availableNetworks().entry(pane.runProperty().get());
    }

    private VBox seeing() {
        SharedView sharedView = model.sharedView();
        Slider block = new Slider(1, 1, 1);
        block.setId("block");
        block.setMajorTickUnit(1);
        block.setMinorTickCount(0);
        block.setSnapToTicks(true);
        block.setBlockIncrement(1);
        Runnable updateSlider = () -> {
            block.setMax(Math.max(1, model.panes().depth()));
            block.setValue(sharedView.block(model.panes().depth()) + 1);
        };
        model.panes().subjectProperty().addListener((p, old, now) -> {
            if (now != null) {
                updateSlider.run();
            }
        });
        sharedView.fromLastProperty().addListener((p, old, now) -> updateSlider.run());
        block.valueProperty().addListener((p, old, now) -> {
            int wanted = (int) Math.round(now.doubleValue()) - 1;
            if (model.panes().depth() > 0
                    && wanted != sharedView.block(model.panes().depth())) {
                sharedView.moveBlock(
                        wanted - sharedView.block(model.panes().depth()),
                        model.panes().depth());
            }
        });
        block.disableProperty().bind(Bindings.lessThan(block.maxProperty(), 2));
        Label depth = new Label();
        Runnable updateLabel = () -> depth.setText(
                model.panes().depth() == 0
                        ? ""
                        : sharedView.block(model.panes().depth()) + 1 + " of "
                                + model.panes().depth());
        sharedView.fromLastProperty().addListener((p, old, now) -> updateLabel.run());
        model.panes().subjectProperty().addListener((p, old, now) -> updateLabel.run());
        updateLabel.run();
        return section(
                "VIEW",
                BoundControls.line(
                        "Input",
                        "Longer side of the network's input, in pixels. A larger input gives a finer "
                                + "grid of patches and takes longer. As measured is the size used in evaluations, so that "
                                + "figures can be compared.",
                        BoundControls.combo(
                                "input-size",
                                FXCollections.observableArrayList(InputSize.all()),
                                sharedView.sizeProperty(),
                                InputSize::label)),
                BoundControls.slider(
                        "Block",
                        "The transformer block whose attention is shown. The DINO paper shows the last "
                                + "one. Networks of other depths show the block at the same distance from the end.  "
                                + "Page up, Page down",
                        block,
                        depth.textProperty()));
    }

    private VBox overlay() {
        OverlayChoice overlay = model.overlay();
        GridPane checks = new GridPane();
        checks.setHgap(8);
        checks.setVgap(8);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        checks.getColumnConstraints().addAll(half, half);
        checks.add(
                check(
                        "smooth",
                        "Smooth",
                        "Interpolate between patches; off shows each patch as a block.",
                        overlay.smoothProperty()),
                0,
                0);
        checks.add(
                check("sharp", "Sharp pixels", "Show the picture's pixels as squares.", overlay.sharpPixelsProperty()),
                1,
                0);
        checks.add(
                check("outlines", "Outlines", "True outlines of the annotated objects.  O", overlay.outlinesProperty()),
                0,
                1);
        checks.add(check("labels", "Names", "Categories of the annotated objects.", overlay.labelsProperty()), 1, 1);
        checks.add(
                check("masks", "Masks", "True masks of the annotated objects, filled.  T", overlay.masksProperty()),
                0,
                2);
        checks.add(
                check("boxes", "Boxes", "Bounding boxes of the annotated objects.  X", overlay.boxesProperty()), 1, 2);
        return section(
                "OVERLAY",
                BoundControls.line(
                        "Colours",
                        "Colour scale from the weakest to the strongest patch. Spotlight keeps the "
                                + "picture's own colours and darkens patches with little attention.",
                        BoundControls.combo(
                                "colours",
                                FXCollections.observableArrayList(ColourMap.values()),
                                overlay.coloursProperty(),
                                ColourMap::title,
                                ControlPanel::swatch)),
                BoundControls.slider(
                        "Opacity",
                        "How strongly the attention covers the picture.  Ctrl and mouse wheel",
                        slider("opacity", 0, overlay.opacityProperty()),
                        percent(overlay.opacityProperty())),
                BoundControls.slider(
                        "Attention threshold",
                        "The strongest patches that together hold this share of the attention "
                                + "form the measured mask (--kept-mass in the terminal). The DINO paper keeps 60 %.  Shift and mouse wheel",
                        slider("attention-threshold", OverlayChoice.LEAST_THRESHOLD, overlay.thresholdProperty()),
                        percent(overlay.thresholdProperty())),
                BoundControls.line(
                        "Kept as",
                        "How the kept patches are shown.  K switches",
                        BoundControls.segments(
                                "kept",
                                List.of(OverlayChoice.Kept.values()),
                                overlay.keptProperty(),
                                kept -> new ReadOnlyStringWrapper(kept.title()))),
                checks);
    }

    private static Node swatch(ColourMap colours) {
        int[] pixels = Legend.strip(colours, SWATCH_WIDTH * 2, SWATCH_HEIGHT * 2);
        ImageView view = new ImageView(FxImages.of(pixels, SWATCH_WIDTH * 2, SWATCH_HEIGHT * 2));
        view.setFitWidth(SWATCH_WIDTH);
        view.setFitHeight(SWATCH_HEIGHT);
        return view;
    }

    private static Slider slider(String id, double least, DoubleProperty value) {
        Slider slider = new Slider(least, 1, value.get());
        slider.setId(id);
        slider.setBlockIncrement(0.05);
        slider.valueProperty().bindBidirectional(value);
        return slider;
    }

    private static StringExpression percent(ObservableValue<Number> value) {
        return Bindings.createStringBinding(() -> Math.round(value.getValue().doubleValue() * 100) + " %", value);
    }

    private static CheckBox check(String id, String name, String help, BooleanProperty value) {
        CheckBox box = new CheckBox(name);
        box.setId(id);
        Tip.late(box, help);
        box.selectedProperty().bindBidirectional(value);
        box.setMinWidth(Region.USE_PREF_SIZE);
        return box;
    }

    private static VBox section(String title, Node... lines) {
        Label heading = new Label(title);
        heading.getStyleClass().add("overline");
        VBox section = new VBox(heading);
        section.getStyleClass().add("choices");
        section.getChildren().addAll(lines);
        return section;
    }

    private static Region divider() {
        Region line = new Region();
        line.getStyleClass().add("divider");
        return line;
    }
}
