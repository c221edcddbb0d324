package org.dinotwins.app.inspect;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.dinotwins.data.Pixels;
import org.dinotwins.experiment.ExperimentException;

/**
 * Makes the forward passes, one at a time, and remembers what they showed; holds open the networks that were looked
 * through last. Any thread.
 */
final class Lens implements AutoCloseable {
    /** Networks kept open: one a pane, and one to go to and fro between two checkpoints at once. */
    private static final int OPEN = 5;
    /** Sights kept, in bytes: some thousand pictures at usual sizes, a film of hundreds of checkpoints. */
    private static final long REMEMBERED = 64L << 20;

    private final Sources sources;
    private final Map<Origin, Sources.Network> open = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Sight.Ask, Sight> sights = new LinkedHashMap<>(64, 0.75f, true);
    /** Fair: whoever reads ahead gives way to the one who waits to see. */
    private final ReentrantLock passes = new ReentrantLock(true);
    private long bytes;
    private boolean closed;

    Lens(Sources sources) {
        this.sources = sources;
    }

    /** What an earlier pass showed, if it is remembered. At once. */
    Optional<Sight> known(Sight.Ask ask) {
        synchronized (sights) {
            return Optional.ofNullable(sights.get(ask));
        }
    }

    /** One forward pass, or what an earlier one showed. Slow. */
    Sight look(Sight.Ask ask, Pixels picture) throws ExperimentException {
        return look(ask, picture, true);
    }

    /** As {@link #look}, by one who reads ahead: the network is not kept open for it. */
    Sight glance(Sight.Ask ask, Pixels picture) throws ExperimentException {
        return look(ask, picture, false);
    }

    private Sight look(Sight.Ask ask, Pixels picture, boolean keepOpen) throws ExperimentException {
        passes.lock();
        try {
            Optional<Sight> known = known(ask);
            if (known.isPresent()) {
                return known.get();
            }
            if (closed) {
                throw new CancellationException("the window closed");
            }
            if (keepOpen || open.containsKey(ask.origin())) {
                return pass(network(ask.origin()), ask, picture);
            }
            try (Sources.Network network = sources.open(ask.origin())) {
                return pass(network, ask, picture);
            }
        } finally {
            passes.unlock();
        }
    }

    private Sight pass(Sources.Network network, Sight.Ask ask, Pixels picture) throws ExperimentException {
        Sight sight = new Sight(ask, network.attention(picture, ask.longSide(), ask.block(), ask.query()));
        remember(sight);
        return sight;
    }

    private Sources.Network network(Origin origin) throws ExperimentException {
        Sources.Network network = open.get(origin);
        if (network == null) {
            makeRoom();
            network = sources.open(origin);
            open.put(origin, network);
        }
        return network;
    }

    private void makeRoom() {
        Iterator<Sources.Network> oldestFirst = open.values().iterator();
        while (open.size() >= OPEN) {
            Sources.Network oldest = oldestFirst.next();
            oldestFirst.remove();
            oldest.close();
        }
    }

    private void remember(Sight sight) {
        synchronized (sights) {
            if (sights.put(sight.ask(), sight) == null) {
                bytes += sight.bytes();
            }
            Iterator<Sight> oldestFirst = sights.values().iterator();
            while (bytes > REMEMBERED && sights.size() > 1) {
                bytes -= oldestFirst.next().bytes();
                oldestFirst.remove();
            }
        }
    }

    /** Frees the networks; waits for a pass under way. */
    @Override
    public void close() {
        passes.lock();
        try {
            closed = true;
            open.values().forEach(Sources.Network::close);
            open.clear();
        } finally {
            passes.unlock();
        }
    }
}
