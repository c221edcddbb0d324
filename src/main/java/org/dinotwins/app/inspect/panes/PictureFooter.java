package org.dinotwins.app.inspect.panes;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.painting.Legend;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.view.Tip;
import org.dinotwins.eval.attention.PatchGrid;
import org.kordamp.ikonli.javafx.FontIcon;

/** The line below the picture: query, value under the pointer, and colour scale. */
public final class PictureFooter extends HBox {
    private final InspectViewModel model;
    private final Label query = new Label();
    private final Button back = new Button("", new FontIcon("fth-x"));
    private final Label pointed = new Label();
    private final Legend legend = new Legend();

    public PictureFooter(InspectViewModel model) {
        this.model = model;
        getStyleClass().add("picture-footer");
        query.setId("query");
        query.setMinWidth(Region.USE_PREF_SIZE);
        back.setId("back-to-cls");
        back.getStyleClass().addAll("button-icon", "flat", "tiny");
        back.setTooltip(Tip.of("Query from the CLS token again  Esc"));
        back.setFocusTraversable(false);
        back.setOnAction(e -> model.sharedView().queryProperty().set(new Query.Cls()));
        pointed.setId("pointed");
        pointed.getStyleClass().addAll("muted", "small");
        pointed.setMinWidth(0);
        pointed.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(pointed, Priority.ALWAYS);
        getChildren().addAll(query, back, pointed, legend);
        model.panes().maskedAttentionProperty().addListener((p, old, now) -> showFault());
        for (var observed : List.of(
                model.sharedView().queryProperty(),
                model.sharedView().viewProperty(),
                model.overlay().headProperty(),
                model.overlay().coloursProperty(),
                model.pointedProperty())) {
            observed.addListener((p, old, now) -> showFault());
        }
        showFault();
    }

    private void showFault() {
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        Query requestFor = model.sharedView().queryProperty().get();
        boolean requested = requestFor instanceof Query.At
                && model.sharedView().viewProperty().get() != ViewKind.PCA;
        back.setVisible(requested);
        back.setManaged(requested);
        if (masked == null) {
            legend.setVisible(false);
            query.setText("");
            pointed.setText("");
            return;
        }
        ViewKind view = masked.output().request().view();
        PatchGrid grid = masked.output().grid();
        MaskedAttention.HeadMask head = masked.of(model.overlay().headProperty().get());
        legend.setVisible(head.map());
        legend.show(model.overlay().coloursProperty().get(), head.range(), value -> format(view, value));
        int patch = masked.output().request().query();
        query.setText(
                view == ViewKind.PCA
                        ? ""
                        : "Query: " + (patch == Query.CLS ? "CLS token" : "patch " + position(grid, patch)));
        Query.At under = model.pointedProperty().get();
        if (under == null) {
            pointed.setText(
                    requestFor instanceof Query.At
                            ? ""
                            : switch (view) {
                                case ATTENTION -> "Click a patch to see what it attends to";
                                case ROLLOUT -> "Click a patch to see where it comes from";
                                case PCA -> "Similar colours mean similar features";
                                case SIMILARITY -> "Click a patch to see which patches are similar";
                            });
        } else {
            pointed.setText(position(grid, under.patch(grid))
                    + (head.map() ? "  ·  " + valueText(view, head.values()[under.patch(grid)], grid) : ""));
        }
    }

    private static String valueText(ViewKind view, float value, PatchGrid grid) {
        return view == ViewKind.SIMILARITY
                ? String.format(Locale.ROOT, "cosine %.2f", value)
                : String.format(Locale.ROOT, "%s  ·  %.1f × even", Legend.percent(value), value * grid.size());
    }

    private static String format(ViewKind view, float value) {
        return view == ViewKind.SIMILARITY ? String.format(Locale.ROOT, "%.2f", value) : Legend.percent(value);
    }

    private static String position(PatchGrid grid, int patch) {
        return "row " + (Math.floorDiv(patch, grid.columns()) + 1) + ", column " + (patch % grid.columns() + 1);
    }
}
