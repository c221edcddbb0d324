package org.dinotwins.app.inspect.networks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.AttentionMap;
import org.dinotwins.eval.AttentionRollout.Fusion;
import org.dinotwins.eval.PatchGrid;
import org.dinotwins.run.Progress;

/**
 * Asks networks, one at a time, and remembers what they said. It holds open the networks that were asked last and the
 * pictures that went through them, so that another query or block costs no forward pass. Any thread.
 */
public final class NetworkCache implements AutoCloseable {
    /** Networks kept open: one a pane, and one to go to and fro between two checkpoints at once. */
    private static final int OPEN = 5;
    /** Native memory of pictures that went through, in bytes: some four large ones through a ViT-S/8. */
    private static final long KEPT = 1L << 30;
    /** Answers kept, in bytes: some thousand pictures at usual sizes, a film of hundreds of checkpoints. */
    private static final long REMEMBERED = 64L << 20;

    private final InspectSources sources;
    private final Map<WeightsOrigin, InspectSources.Network> open = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Pass, InspectSources.Glimpse> passes = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<NetworkOutput.Ask, NetworkOutput> answers = new LinkedHashMap<>(64, 0.75f, true);
    /** Fair: whoever reads ahead gives way to the one who waits to see. */
    private final ReentrantLock asking = new ReentrantLock(true);
    private long bytes;
    private boolean closed;

    private record Pass(WeightsOrigin origin, Path picture, int longSide) {
    }

    /** Pictures to look at. */
    public record Pictures(Pixels first, Optional<Pixels> second) {
    }

    public NetworkCache(InspectSources sources) {
        this.sources = sources;
    }

    /** What was said earlier, if it is remembered. At once. */
    public Optional<NetworkOutput> known(NetworkOutput.Ask ask) {
        synchronized (answers) {
            return Optional.ofNullable(answers.get(ask));
        }
    }

    /**
     * Asks. Slow when it needs a forward pass.
     *
     * @throws CancellationException if cancelled, or if the lens is closed
     */
    public NetworkOutput look(NetworkOutput.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        asking.lock();
        try {
            Optional<NetworkOutput> known = known(ask);
            if (known.isPresent()) {
                return known.get();
            }
            checkOpen();
            return remember(answer(ask, pass(ask.origin(), ask.picture().file(), pictures.first(), ask, progress),
                    ask.second().isEmpty() ? null : pass(ask.origin(), ask.second().get().file(),
                            pictures.second().orElseThrow(), ask, progress)));
        } finally {
            asking.unlock();
        }
    }

    /** As {@link #look}, by one who reads ahead: nothing is kept open for it. */
    public NetworkOutput glance(NetworkOutput.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        asking.lock();
        try {
            Optional<NetworkOutput> known = known(ask);
            if (known.isPresent()) {
                return known.get();
            }
            return open.containsKey(ask.origin()) ? look(ask, pictures, progress)
                    : remember(fresh(ask, pictures, progress));
        } finally {
            asking.unlock();
        }
    }

    /** As {@link #look}, by one who will not ask again: nothing is kept or remembered, only the network stays open. */
    public NetworkOutput once(NetworkOutput.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        asking.lock();
        try {
            checkOpen();
            return through(network(ask.origin()), ask, pictures, progress);
        } finally {
            asking.unlock();
        }
    }

    private NetworkOutput fresh(NetworkOutput.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        checkOpen();
        try (InspectSources.Network network = sources.open(ask.origin())) {
            return through(network, ask, pictures, progress);
        }
    }

    private static NetworkOutput through(InspectSources.Network network, NetworkOutput.Ask ask, Pictures pictures, Progress progress)
            throws WorkbenchException {
        try (InspectSources.Glimpse first = network.look(pictures.first(), ask.longSide(), progress)) {
            if (ask.second().isEmpty()) {
                return answer(ask, first, null);
            }
            try (InspectSources.Glimpse second = network.look(pictures.second().orElseThrow(), ask.longSide(), progress)) {
                return answer(ask, first, second);
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new CancellationException("the window closed");
        }
    }

    private static NetworkOutput answer(NetworkOutput.Ask ask, InspectSources.Glimpse first, InspectSources.Glimpse second)
            throws WorkbenchException {
        NetworkOutput.Said said = switch (ask.view()) {
            case ATTENTION -> {
                AttentionMap map = first.attention(ask.block(), ask.query());
                List<NetworkOutput.Layer> layers = new ArrayList<>();
                ask.view().heads(map.heads().length).forEach(h -> layers.add(new NetworkOutput.Layer(h, h.of(map))));
                yield new NetworkOutput.Said(first.grid(), layers, new int[0]);
            }
            case ROLLOUT -> new NetworkOutput.Said(first.grid(), List.of(
                    new NetworkOutput.Layer(new Head.Mean(), first.rollout(ask.query(), Fusion.MEAN)),
                    new NetworkOutput.Layer(new Head.Max(), first.rollout(ask.query(), Fusion.MAX))), new int[0]);
            case PCA -> new NetworkOutput.Said(first.grid(), List.of(), first.colours(first));
            case SIMILARITY -> like(first.grid(), first.similarity(ask.query(), first));
        };
        return new NetworkOutput(ask, said, second == null ? Optional.empty() : Optional.of(ask.view() == ViewKind.PCA
                ? new NetworkOutput.Said(second.grid(), List.of(), second.colours(first))
                : like(second.grid(), first.similarity(ask.query(), second))));
    }

    private static NetworkOutput.Said like(PatchGrid grid, float[] similarity) {
        return new NetworkOutput.Said(grid, List.of(new NetworkOutput.Layer(new Head.Mean(), similarity)), new int[0]);
    }

    private InspectSources.Glimpse pass(WeightsOrigin origin, Path picture, Pixels pixels, NetworkOutput.Ask ask, Progress progress)
            throws WorkbenchException {
        Pass pass = new Pass(origin, picture, ask.longSide());
        InspectSources.Glimpse kept = passes.get(pass);
        if (kept != null) {
            return kept;
        }
        InspectSources.Glimpse made = network(origin).look(pixels, ask.longSide(), progress);
        passes.put(pass, made);
        // The two newest stay: they may be the pictures of one answer.
        while (passes.size() > 2 && passes.values().stream().mapToLong(InspectSources.Glimpse::bytes).sum() > KEPT) {
            passes.remove(passes.keySet().iterator().next()).close();
        }
        return made;
    }

    private InspectSources.Network network(WeightsOrigin origin) throws WorkbenchException {
        InspectSources.Network network = open.get(origin);
        if (network == null) {
            while (open.size() >= OPEN) {
                close(open.keySet().iterator().next());
            }
            network = sources.open(origin);
            open.put(origin, network);
        }
        return network;
    }

    private void close(WeightsOrigin origin) {
        passes.entrySet().removeIf(pass -> {
            boolean through = pass.getKey().origin().equals(origin);
            if (through) {
                pass.getValue().close();
            }
            return through;
        });
        open.remove(origin).close();
    }

    private NetworkOutput remember(NetworkOutput answer) {
        synchronized (answers) {
            if (answers.put(answer.ask(), answer) == null) {
                bytes += answer.bytes();
            }
            Iterator<NetworkOutput> oldestFirst = answers.values().iterator();
            while (bytes > REMEMBERED && answers.size() > 1) {
                bytes -= oldestFirst.next().bytes();
                oldestFirst.remove();
            }
        }
        return answer;
    }

    /** Frees the networks; waits for a pass under way. */
    @Override
    public void close() {
        asking.lock();
        try {
            closed = true;
            List.copyOf(open.keySet()).forEach(this::close);
        } finally {
            asking.unlock();
        }
    }
}
