package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.dinotwins.app.shared.work.Background;
import org.dinotwins.run.RunFolder;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The workspace's state over artificial sources, with a queue instead of the FX thread. Opens
 * {@link FakeInspectSources#RUN} with checkpoints of these steps before each test, and closes everything after it.
 */
public final class InspectFixture implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    final Background background = new Background(ui::add);
    public final FakeInspectSources sources = new FakeInspectSources();
    public final InspectViewModel model = new InspectViewModel(background, sources);

    public InspectFixture(long... checkpoints) {
        for (long step : checkpoints) {
            sources.checkpoints.add(new RunFolder.Checkpoint(step, Path.of("/" + step)));
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) throws InterruptedException {
        model.runProperty().set(FakeInspectSources.RUN);
        settle();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }

    @Override
    public void close() {
        sources.gate.countDown();
        background.close();
    }

    /** Runs the queued FX tasks until no work is left. */
    public void settle() throws InterruptedException {
        until(() -> !model.busyProperty().get());
        Runnable late = ui.poll(50, TimeUnit.MILLISECONDS);
        if (late != null) {
            late.run();
            settle();
        }
    }

    public void until(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Runnable next = ui.poll(20, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
        assertThat(done.getAsBoolean()).as("settled within 60 s").isTrue();
    }
}
