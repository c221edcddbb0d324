package org.dinotwins.app.live.signals;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dinotwins.app.live.chart.Sparkline;
import org.dinotwins.app.live.signals.CollapseSignal.Kind;
import org.dinotwins.app.live.signals.CollapseSignal.Verdict;
import org.dinotwins.app.shared.ThemeColours;
import org.dinotwins.app.shared.panel.Card;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.chart.RunCurves;
import org.dinotwins.chart.StepSeries;

/** The collapse signals, each with its value, a sparkline, a traffic light and a sentence. */
public final class SignalCard extends VBox {
    private final Map<Kind, Row> rows = new EnumMap<>(Kind.class);

    public SignalCard() {
        VBox all = new VBox();
        all.getStyleClass().add("signals");
        for (Kind kind : Kind.values()) {
            Row row = new Row(kind);
            rows.put(kind, row);
            all.getChildren().add(row);
        }
        getChildren().add(new Card("Collapse signals").with(all, false));
    }

    /** Shows the signals; an empty list clears them. */
    public void show(List<CollapseSignal> signals, RunCurves curves, ThemeColours palette) {
        if (signals.isEmpty()) {
            rows.values().forEach(Row::clear);
        }
        for (CollapseSignal signal : signals) {
            rows.get(signal.kind()).show(signal, curves, palette);
        }
    }

    private static final class Row extends VBox {
        private final Region light = new Region();
        private final Label value = new Label("–");
        private final Label reference = new Label();
        private final Label sentence = Card.sentence();
        private final Sparkline sparkline = new Sparkline();
        private final Bar bar = new Bar();

        Row(Kind kind) {
            getStyleClass().add("signal");
            String id = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            light.setId("light-" + id);
            sentence.setId("sentence-" + id);
            Label name = new Label(kind.label());
            name.getStyleClass().add("signal-name");
            name.setMinWidth(USE_PREF_SIZE);
            value.getStyleClass().add("chip-value");
            value.setMinWidth(USE_PREF_SIZE);
            reference.getStyleClass().addAll("muted", "small");
            HBox first = new HBox(8, light, name, Card.space(), sparkline);
            first.setAlignment(Pos.CENTER_LEFT);
            HBox second = new HBox(6, value, reference, Card.space(), bar);
            second.setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(first, second, sentence);
            Tooltip.install(this, Tip.of(kind.explanation()));
            clear();
        }

        void clear() {
            light.getStyleClass().setAll("light", "waiting");
            value.setText("–");
            reference.setText("");
            sentence.setText("");
            bar.show(Double.NaN, Verdict.WAITING);
            sparkline.show(new StepSeries(), javafx.scene.paint.Color.TRANSPARENT);
        }

        void show(CollapseSignal signal, RunCurves curves, ThemeColours palette) {
            light.getStyleClass().setAll("light", signal.verdict().name().toLowerCase(Locale.ROOT));
            value.setText(signal.value());
            reference.setText(signal.reference());
            sentence.setText(signal.sentence());
            bar.show(signal.share(), signal.verdict());
            sparkline.show(curves.get(signal.kind().curve()), palette.get("muted"));
        }
    }

    /** A thin bar filled to a share of its width. */
    private static final class Bar extends StackPane {
        private static final double WIDTH = 64;
        private final Region filled = new Region();

        Bar() {
            getStyleClass().add("signal-bar");
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(WIDTH);
            setMaxWidth(WIDTH);
            filled.setManaged(false);
            getChildren().add(filled);
        }

        void show(double share, Verdict verdict) {
            filled.getStyleClass().setAll("signal-fill", verdict.name().toLowerCase(Locale.ROOT));
            filled.resizeRelocate(0, 0, Double.isNaN(share) ? 0 : Math.max(2, share * WIDTH), 4);
        }
    }
}
