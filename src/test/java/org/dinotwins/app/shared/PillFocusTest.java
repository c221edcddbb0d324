package org.dinotwins.app.shared;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.effect.InnerShadow;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Keyboard focus on adjacent buttons. */
@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class PillFocusTest {
    private ToggleButton first;
    private ToggleButton middle;
    private ToggleButton last;
    private Scene scene;

    private static ToggleButton pill(String style) {
        ToggleButton button = new ToggleButton(style);
        button.getStyleClass().add(style);
        return button;
    }

    @Start
    void open(Stage stage) {
        first = pill("left-pill");
        middle = pill("center-pill");
        last = pill("right-pill");
        scene = new Scene(new HBox(first, middle, last), 300, 60);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void restoreStyleSheet() {
        Application.setUserAgentStylesheet(null);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void focusedButtonHasARing(Theme theme, FxRobot robot) {
        robot.interact(() -> {
            Application.setUserAgentStylesheet(
                    (theme == Theme.DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
            scene.getStylesheets().setAll(theme.styleSheets());
            first.setSelected(true);
            last.requestFocus();
        });
        for (ToggleButton button : List.of(first, middle, last)) {
            robot.push(KeyCode.TAB);
            robot.interact(() -> scene.getRoot().applyCss());
            assertThat(button.isFocused()).isTrue();
            Color ring = button.isSelected() ? Color.WHITE : theme.palette().get("accent");
            assertThat(button.getEffect())
                    .isInstanceOfSatisfying(
                            InnerShadow.class,
                            shadow -> assertThat(shadow.getColor()).isEqualTo(ring));
            assertThat(List.of(first, middle, last))
                    .filteredOn(other -> other != button)
                    .allSatisfy(other -> assertThat(other.getEffect()).isNull());
        }
    }
}
