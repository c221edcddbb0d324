package org.dinotwins.app.inspect;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dinotwins.data.Pixels;
import org.dinotwins.experiment.ExperimentException;

/**
 * Holds open the networks that were looked through last, and makes the forward passes. Any thread, one pass at a time.
 */
final class Lens implements AutoCloseable {
    /** Networks kept open: enough to go to and fro between two checkpoints at once. */
    private static final int OPEN = 2;

    private final Sources sources;
    private final Map<Key, Sources.Network> open = new LinkedHashMap<>(4, 0.75f, true);
    private boolean closed;

    private record Key(Path run, Optional<Path> checkpoint) {
    }

    Lens(Sources sources) {
        this.sources = sources;
    }

    /** One forward pass. Slow. */
    synchronized Sight look(Sight.Ask ask, Pixels picture) throws ExperimentException {
        if (closed) {
            throw new CancellationException("the window closed");
        }
        Key key = new Key(ask.run(), ask.checkpoint());
        Sources.Network network = open.get(key);
        if (network == null) {
            makeRoom();
            network = sources.open(ask.run(), ask.checkpoint());
            open.put(key, network);
        }
        return new Sight(ask, network.attention(picture, ask.longSide(), ask.block(), ask.query()));
    }

    private void makeRoom() {
        Iterator<Sources.Network> oldestFirst = open.values().iterator();
        while (open.size() >= OPEN) {
            Sources.Network oldest = oldestFirst.next();
            oldestFirst.remove();
            oldest.close();
        }
    }

    /** Frees the networks; waits for a pass under way. */
    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Sources.Network::close);
        open.clear();
    }
}
