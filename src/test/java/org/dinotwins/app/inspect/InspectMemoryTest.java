package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.InputSize;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.painting.ColourMap;
import org.dinotwins.app.inspect.painting.OverlayChoice;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.UserState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectMemoryTest {
    @TempDir
    private Path home;

    private final InspectFixture before = new InspectFixture();
    private final InspectFixture after = new InspectFixture();

    @AfterEach
    void close() {
        System.clearProperty(UserState.FILE);
        before.close();
        after.close();
    }

    private UserState state() {
        System.setProperty(UserState.FILE, home.resolve("window.json").toString());
        return UserState.load();
    }

    @Test
    void choicesAreRestored() {
        InspectViewModel model = before.model;
        model.sharedView().viewProperty().set(ViewKind.SIMILARITY);
        model.sharedView().sizeProperty().set(new InputSize.Long(512));
        model.overlay().headProperty().set(new Head.One(2));
        model.overlay().coloursProperty().set(ColourMap.SPOTLIGHT);
        model.overlay().opacityProperty().set(0.25);
        model.overlay().thresholdProperty().set(0.8);
        model.overlay().keptProperty().set(OverlayChoice.Kept.MASK);
        model.overlay().boxesProperty().set(true);
        model.overlay().outlinesProperty().set(false);
        UserState kept = state();
        new InspectMemory(kept).remember(model);
        kept.save();

        InspectViewModel back = after.model;
        new InspectMemory(state()).recall(back);
        assertThat(back.sharedView().viewProperty().get()).isEqualTo(ViewKind.SIMILARITY);
        assertThat(back.sharedView().sizeProperty().get()).isEqualTo(new InputSize.Long(512));
        assertThat(back.overlay().headProperty().get()).isEqualTo(new Head.One(2));
        assertThat(back.overlay().coloursProperty().get()).isEqualTo(ColourMap.SPOTLIGHT);
        assertThat(back.overlay().opacityProperty().get()).isEqualTo(0.25);
        assertThat(back.overlay().thresholdProperty().get()).isEqualTo(0.8);
        assertThat(back.overlay().keptProperty().get()).isEqualTo(OverlayChoice.Kept.MASK);
        assertThat(back.overlay().boxesProperty().get()).isTrue();
        assertThat(back.overlay().outlinesProperty().get()).isFalse();
        assertThat(back.sharedView().second()).isEmpty();
    }

    @Test
    void unreadableValuesAreIgnored() throws Exception {
        Files.writeString(
                home.resolve("window.json"),
                "{\"inspect.view\": \"X_RAY\", \"inspect.head\": \"crown\","
                        + " \"inspect.opacity\": \"NaN\", \"inspect.keptMass\": \"much\", \"inspect.size\": \"7 px\","
                        + " \"inspect.colours\": \"TURBO\"}");
        new InspectMemory(state()).recall(after.model);
        assertThat(after.model.sharedView().viewProperty().get()).isEqualTo(ViewKind.ATTENTION);
        assertThat(after.model.overlay().headProperty().get()).isEqualTo(new Head.Mean());
        assertThat(after.model.overlay().opacityProperty().get()).isEqualTo(0.6);
        assertThat(after.model.overlay().thresholdProperty().get()).isEqualTo(0.6);
        assertThat(after.model.sharedView().sizeProperty().get()).isEqualTo(new InputSize.AsMeasured());
        assertThat(after.model.overlay().coloursProperty().get()).isEqualTo(ColourMap.TURBO);
    }
}
