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
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.run.Progress;

/**
 * Runs networks, one at a time, and caches their outputs. Keeps the most recent networks and forward passes open, so
 * that another query or block needs no forward pass. Thread-safe.
 */
public final class NetworkCache implements AutoCloseable {
    /** Networks kept open: one per pane, and one for switching between two checkpoints. */
    private static final int OPEN = 5;
    /** Native memory of cached forward passes in bytes: about four large pictures through a ViT-S/8. */
    private static final long PASS_BYTES = 1L << 30;
    /**
     * Memory of cached outputs in bytes: about a thousand pictures of usual size, or a film of hundreds of checkpoints.
     */
    private static final long OUTPUT_BYTES = 64L << 20;

    private final InspectSources sources;
    private final Map<WeightsOrigin, InspectSources.Network> open = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Pass, InspectSources.ForwardPass> passes = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<NetworkOutput.Request, NetworkOutput> outputs = new LinkedHashMap<>(64, 0.75f, true);
    /** Fair, so that computing ahead does not delay a waiting pane. */
    private final ReentrantLock requestFor = new ReentrantLock(true);

    private long bytes;
    private boolean closed;

    private record Pass(WeightsOrigin origin, Path picture, int longSide) {}

    /** The input pictures. */
    public record Pictures(Pixels first, Optional<Pixels> second) {}

    public NetworkCache(InspectSources sources) {
        this.sources = sources;
    }

    /** The cached output, if there is one. */
    public Optional<NetworkOutput> cached(NetworkOutput.Request request) {
        synchronized (outputs) {
            return Optional.ofNullable(outputs.get(request));
        }
    }

    /**
     * The cached output for a request, or else a new one. Slow if it needs a forward pass.
     *
     * @throws CancellationException if cancelled, or if this cache is closed
     */
    public NetworkOutput get(NetworkOutput.Request request, Pictures pictures, Progress progress)
            throws WorkbenchException {
        requestFor.lock();
        try {
            Optional<NetworkOutput> known = cached(request);
            if (known.isPresent()) {
                return known.get();
            }
            checkOpen();
            return cacheOutput(output(
                    request,
                    pass(request.origin(), request.picture().file(), pictures.first(), request, progress),
                    request.second().isEmpty()
                            ? null
                            : pass(
                                    request.origin(),
                                    request.second().get().file(),
                                    pictures.second().orElseThrow(),
                                    request,
                                    progress)));
        } finally {
            requestFor.unlock();
        }
    }

    /** Like {@link #get}, for computing ahead: opens the network only for this call. */
    public NetworkOutput getAhead(NetworkOutput.Request request, Pictures pictures, Progress progress)
            throws WorkbenchException {
        requestFor.lock();
        try {
            Optional<NetworkOutput> known = cached(request);
            if (known.isPresent()) {
                return known.get();
            }
            return open.containsKey(request.origin())
                    ? get(request, pictures, progress)
                    : cacheOutput(computeNew(request, pictures, progress));
        } finally {
            requestFor.unlock();
        }
    }

    /** Like {@link #get}, for a request that will not be repeated: keeps the network open, but caches nothing. */
    public NetworkOutput computeOnce(NetworkOutput.Request request, Pictures pictures, Progress progress)
            throws WorkbenchException {
        requestFor.lock();
        try {
            checkOpen();
            return through(network(request.origin()), request, pictures, progress);
        } finally {
            requestFor.unlock();
        }
    }

    private NetworkOutput computeNew(NetworkOutput.Request request, Pictures pictures, Progress progress)
            throws WorkbenchException {
        checkOpen();
        try (InspectSources.Network network = sources.open(request.origin())) {
            return through(network, request, pictures, progress);
        }
    }

    private static NetworkOutput through(
            InspectSources.Network network, NetworkOutput.Request request, Pictures pictures, Progress progress)
            throws WorkbenchException {
        try (InspectSources.ForwardPass first = network.forward(pictures.first(), request.longSide(), progress)) {
            if (request.second().isEmpty()) {
                return output(request, first, null);
            }
            try (InspectSources.ForwardPass second =
                    network.forward(pictures.second().orElseThrow(), request.longSide(), progress)) {
                return output(request, first, second);
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new CancellationException("the window closed");
        }
    }

    private static NetworkOutput output(
            NetworkOutput.Request request, InspectSources.ForwardPass first, InspectSources.ForwardPass second)
            throws WorkbenchException {
        NetworkOutput.PatchMaps maps = switch (request.view()) {
            case ATTENTION -> {
                AttentionMap map = first.attention(request.block(), request.query());
                List<NetworkOutput.Layer> layers = new ArrayList<>();
                request.view()
                        .heads(map.heads().length)
                        .forEach(h -> layers.add(new NetworkOutput.Layer(h, h.of(map))));
                yield new NetworkOutput.PatchMaps(first.grid(), layers, new int[0]);
            }
            case ROLLOUT ->
                new NetworkOutput.PatchMaps(
                        first.grid(),
                        List.of(
                                new NetworkOutput.Layer(new Head.Mean(), first.rollout(request.query(), Fusion.MEAN)),
                                new NetworkOutput.Layer(new Head.Max(), first.rollout(request.query(), Fusion.MAX))),
                        new int[0]);
            case PCA -> new NetworkOutput.PatchMaps(first.grid(), List.of(), first.colours(first));
            case SIMILARITY -> similarityMaps(first.grid(), first.similarity(request.query(), first));
        };
        return new NetworkOutput(
                request,
                maps,
                second == null
                        ? Optional.empty()
                        : Optional.of(
                                request.view() == ViewKind.PCA
                                        ? new NetworkOutput.PatchMaps(second.grid(), List.of(), second.colours(first))
                                        : similarityMaps(second.grid(), first.similarity(request.query(), second))));
    }

    private static NetworkOutput.PatchMaps similarityMaps(PatchGrid grid, float[] similarity) {
        return new NetworkOutput.PatchMaps(
                grid, List.of(new NetworkOutput.Layer(new Head.Mean(), similarity)), new int[0]);
    }

    private InspectSources.ForwardPass pass(
            WeightsOrigin origin, Path picture, Pixels pixels, NetworkOutput.Request request, Progress progress)
            throws WorkbenchException {
        Pass pass = new Pass(origin, picture, request.longSide());
        InspectSources.ForwardPass kept = passes.get(pass);
        if (kept != null) {
            return kept;
        }
        InspectSources.ForwardPass made = network(origin).forward(pixels, request.longSide(), progress);
        passes.put(pass, made);
        // Keep the two newest: they may belong to one output.
        while (passes.size() > 2
                && passes.values().stream()
                                .mapToLong(InspectSources.ForwardPass::bytes)
                                .sum()
                        > PASS_BYTES) {
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

    private NetworkOutput cacheOutput(NetworkOutput output) {
        synchronized (outputs) {
            if (outputs.put(output.request(), output) == null) {
                bytes += output.bytes();
            }
            Iterator<NetworkOutput> oldestFirst = outputs.values().iterator();
            while (bytes > OUTPUT_BYTES && outputs.size() > 1) {
                bytes -= oldestFirst.next().bytes();
                oldestFirst.remove();
            }
        }
        return output;
    }

    /** Frees the networks; waits for a running forward pass. */
    @Override
    public void close() {
        requestFor.lock();
        try {
            closed = true;
            List.copyOf(open.keySet()).forEach(this::close);
        } finally {
            requestFor.unlock();
        }
    }
}
