package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dinotwins.app.shared.Background;

/** The workspace's state over made-up sources, with a queue in place of the FX thread. */
final class Desk {
    final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
    final Background background = new Background(ui::add);
    final FakeSources sources = new FakeSources();
    final InspectViewModel model = new InspectViewModel(background, sources);

    void close() {
        sources.gate.countDown();
        background.close();
    }

    /** Does what the FX thread would do until nothing is under way. */
    void settle() throws InterruptedException {
        until(() -> !model.busyProperty().get());
        Runnable late = ui.poll(50, TimeUnit.MILLISECONDS);
        if (late != null) {
            late.run();
            settle();
        }
    }

    void until(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Runnable next = ui.poll(20, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
        assertThat(done.getAsBoolean()).as("settled within 20 s").isTrue();
    }
}
