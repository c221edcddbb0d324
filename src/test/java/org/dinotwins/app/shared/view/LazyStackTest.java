package org.dinotwins.app.shared.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class LazyStackTest {
    private static final int PIECES = 4;

    private final List<String> seen = new ArrayList<>();
    private LazyStack stack;
    private int frame;
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            frame++;
        }
    };

    @Start
    void open(Stage stage) {
        stack = new LazyStack();
        stage.setScene(new Scene(stack, 300, 200));
        stage.show();
        frames.start();
    }

    @AfterEach
    void stop() {
        frames.stop();
    }

    /** A column of labels, one per step, that records when each was created and whether it was visible. */
    private final class Column implements LazyView {
        private final VBox view = new VBox();
        private final List<Integer> madeIn = new ArrayList<>();
        private int faulty = -1;

        @Override
        public Node view() {
            return view;
        }

        @Override
        public List<Runnable> buildSteps() {
            return IntStream.range(0, PIECES)
                    .<Runnable>mapToObj(i -> () -> make(i))
                    .toList();
        }

        private void make(int i) {
            if (i == faulty) {
                throw new IllegalStateException("piece " + i);
            }
            madeIn.add(frame);
            assertThat(view.getScene()).isNotNull();
            assertThat(view.isVisible()).isFalse();
            view.getChildren().add(new Label("piece " + i));
        }

        private List<String> texts() {
            return view.getChildren().stream().map(n -> ((Label) n).getText()).toList();
        }
    }

    private void show(Column column, String name) {
        stack.show(column, () -> seen.add(name));
    }

    private void untilShown(String... names) throws Exception {
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(30_000, () -> seen.equals(List.of(names))));
    }

    @Test
    void aViewIsBuiltOneStepPerFrameAndShownWhenComplete(FxRobot robot) throws Exception {
        Column column = new Column();
        robot.interact(() -> show(column, "column"));
        untilShown("column");
        assertThat(column.texts()).containsExactly("piece 0", "piece 1", "piece 2", "piece 3");
        assertThat(column.madeIn).doesNotHaveDuplicates();
        assertThat(column.view.isVisible()).isTrue();
        assertThat(stack.getChildren()).containsExactly(column.view);
    }

    @Test
    void aCompleteViewIsShownAtOnce(FxRobot robot) throws Exception {
        Column one = new Column();
        Column other = new Column();
        robot.interact(() -> show(one, "one"));
        untilShown("one");
        robot.interact(() -> show(other, "other"));
        untilShown("one", "other");
        robot.interact(() -> {
            show(one, "one again");
            assertThat(seen).last().isEqualTo("one again");
            assertThat(stack.getChildren()).containsExactly(one.view);
        });
        assertThat(one.texts()).hasSize(PIECES);
    }

    @Test
    void theLastRequestWinsAndTheOtherViewIsStillBuilt(FxRobot robot) throws Exception {
        Column one = new Column();
        Column other = new Column();
        robot.interact(() -> {
            show(one, "one");
            show(other, "other");
        });
        untilShown("other");
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> WaitForAsyncUtils.waitForAsyncFx(
                        30_000, () -> stack.getChildren().equals(List.of(other.view))));
        robot.interact(() -> {
            show(one, "one");
            assertThat(seen).containsExactly("other", "one");
        });
        assertThat(one.texts()).hasSize(PIECES);
    }

    @Test
    void aViewRequestedTwiceIsBuiltOnce(FxRobot robot) throws Exception {
        Column one = new Column();
        Column other = new Column();
        robot.interact(() -> {
            show(one, "one");
            show(other, "other");
            show(one, "one at last");
        });
        untilShown("one at last");
        assertThat(one.texts()).hasSize(PIECES);
        assertThat(one.view.isVisible()).isTrue();
    }

    @Test
    void aFailingStepIsReportedAndTheRestIsBuilt(FxRobot robot) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Column column = new Column();
        column.faulty = 1;
        robot.interact(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> failure.set(e));
            show(column, "column");
        });
        untilShown("column");
        robot.interact(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
        assertThat(failure.get()).isInstanceOf(IllegalStateException.class).hasMessage("piece 1");
        assertThat(column.texts()).containsExactly("piece 0", "piece 2", "piece 3");
    }

    @Test
    void theFirstViewCanBeBuiltAtOnce(FxRobot robot) {
        Column column = new Column();
        robot.interact(() -> {
            stack.first(column).forEach(Runnable::run);
            assertThat(column.texts()).hasSize(PIECES);
            assertThat(column.view.isVisible()).isTrue();
            show(column, "again");
        });
        assertThat(seen).containsExactly("again");
        assertThat(stack.getChildren()).containsExactly(column.view);
    }
}
