package org.dinotwins.app.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@Tag("slow")
@ExtendWith(ApplicationExtension.class)
class PaceReadersTest {
    private final Pace pace = new Pace();
    private final AtomicInteger header = new AtomicInteger();
    private final AtomicInteger panel = new AtomicInteger();
    private final Runnable readHeader = header::incrementAndGet;
    private final Runnable readPanel = panel::incrementAndGet;

    @Start
    void open(Stage stage) {
        pace.join(readHeader);
        pace.join(readPanel);
    }

    @Test
    void allReadAtTheSameMomentUntilTheyLeave(FxRobot robot) throws Exception {
        assertThat(panel).as("at once").hasPositiveValue();
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> panel.get() > 3);
        robot.interact(() -> {
            assertThat(header.get()).isEqualTo(panel.get());
            pace.readNow();
            assertThat(header.get()).isEqualTo(panel.get());
            pace.leave(readPanel);
        });
        int last = panel.get();
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> header.get() > last + 3);
        assertThat(panel).hasValue(last);
        robot.interact(() -> pace.leave(readHeader));
        int end = header.get();
        AtomicInteger later = new AtomicInteger();
        Runnable readLater = later::incrementAndGet;
        robot.interact(() -> pace.join(readLater));
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> later.get() > 3);
        assertThat(header).hasValue(end);
        robot.interact(() -> pace.leave(readLater));
    }
}
