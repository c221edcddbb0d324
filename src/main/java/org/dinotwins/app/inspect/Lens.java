package org.dinotwins.app.inspect;

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
 * Asks networks, one at a time, and remembers what they said. It holds open the networks that were asked last and the
 * pictures that went through them, so that another query or block costs no forward pass. Any thread.
 */
final class Lens implements AutoCloseable {
    /** Networks kept open: one a pane, and one to go to and fro between two checkpoints at once. */
    private static final int OPEN = 5;
    /** Native memory of pictures that went through, in bytes: some four large ones through a ViT-S/8. */
    private static final long KEPT = 1L << 30;
    /** Answers kept, in bytes: some thousand pictures at usual sizes, a film of hundreds of checkpoints. */
    private static final long REMEMBERED = 64L << 20;

    private final Sources sources;
    private final Map<Origin, Sources.Network> open = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Pass, Sources.Glimpse> passes = new LinkedHashMap<>(8, 0.75f, true);
    private final Map<Answer.Ask, Answer> answers = new LinkedHashMap<>(64, 0.75f, true);
    /** Fair: whoever reads ahead gives way to the one who waits to see. */
    private final ReentrantLock asking = new ReentrantLock(true);
    private long bytes;
    private boolean closed;

    private record Pass(Origin origin, Path picture, int longSide) {
    }

    /** Pictures to look at. */
    record Pictures(Pixels first, Optional<Pixels> second) {
    }

    Lens(Sources sources) {
        this.sources = sources;
    }

    /** What was said earlier, if it is remembered. At once. */
    Optional<Answer> known(Answer.Ask ask) {
        synchronized (answers) {
            return Optional.ofNullable(answers.get(ask));
        }
    }

    /**
     * Asks. Slow when it needs a forward pass.
     *
     * @throws CancellationException if cancelled, or if the lens is closed
     */
    Answer look(Answer.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        asking.lock();
        try {
            Optional<Answer> known = known(ask);
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
    Answer glance(Answer.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        asking.lock();
        try {
            Optional<Answer> known = known(ask);
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
    Answer once(Answer.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        asking.lock();
        try {
            checkOpen();
            return through(network(ask.origin()), ask, pictures, progress);
        } finally {
            asking.unlock();
        }
    }

    private Answer fresh(Answer.Ask ask, Pictures pictures, Progress progress) throws WorkbenchException {
        checkOpen();
        try (Sources.Network network = sources.open(ask.origin())) {
            return through(network, ask, pictures, progress);
        }
    }

    private static Answer through(Sources.Network network, Answer.Ask ask, Pictures pictures, Progress progress)
            throws WorkbenchException {
        try (Sources.Glimpse first = network.look(pictures.first(), ask.longSide(), progress)) {
            if (ask.second().isEmpty()) {
                return answer(ask, first, null);
            }
            try (Sources.Glimpse second = network.look(pictures.second().orElseThrow(), ask.longSide(), progress)) {
                return answer(ask, first, second);
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new CancellationException("the window closed");
        }
    }

    private static Answer answer(Answer.Ask ask, Sources.Glimpse first, Sources.Glimpse second)
            throws WorkbenchException {
        Answer.Said said = switch (ask.view()) {
            case ATTENTION -> {
                AttentionMap map = first.attention(ask.block(), ask.query());
                List<Answer.Layer> layers = new ArrayList<>();
                ask.view().heads(map.heads().length).forEach(h -> layers.add(new Answer.Layer(h, h.of(map))));
                yield new Answer.Said(first.grid(), layers, new int[0]);
            }
            case ROLLOUT -> new Answer.Said(first.grid(), List.of(
                    new Answer.Layer(new Head.Mean(), first.rollout(ask.query(), Fusion.MEAN)),
                    new Answer.Layer(new Head.Max(), first.rollout(ask.query(), Fusion.MAX))), new int[0]);
            case PCA -> new Answer.Said(first.grid(), List.of(), first.colours(first));
            case SIMILARITY -> like(first.grid(), first.similarity(ask.query(), first));
        };
        return new Answer(ask, said, second == null ? Optional.empty() : Optional.of(ask.view() == ViewKind.PCA
                ? new Answer.Said(second.grid(), List.of(), second.colours(first))
                : like(second.grid(), first.similarity(ask.query(), second))));
    }

    private static Answer.Said like(PatchGrid grid, float[] similarity) {
        return new Answer.Said(grid, List.of(new Answer.Layer(new Head.Mean(), similarity)), new int[0]);
    }

    private Sources.Glimpse pass(Origin origin, Path picture, Pixels pixels, Answer.Ask ask, Progress progress)
            throws WorkbenchException {
        Pass pass = new Pass(origin, picture, ask.longSide());
        Sources.Glimpse kept = passes.get(pass);
        if (kept != null) {
            return kept;
        }
        Sources.Glimpse made = network(origin).look(pixels, ask.longSide(), progress);
        passes.put(pass, made);
        // The two newest stay: they may be the pictures of one answer.
        while (passes.size() > 2 && passes.values().stream().mapToLong(Sources.Glimpse::bytes).sum() > KEPT) {
            passes.remove(passes.keySet().iterator().next()).close();
        }
        return made;
    }

    private Sources.Network network(Origin origin) throws WorkbenchException {
        Sources.Network network = open.get(origin);
        if (network == null) {
            while (open.size() >= OPEN) {
                close(open.keySet().iterator().next());
            }
            network = sources.open(origin);
            open.put(origin, network);
        }
        return network;
    }

    private void close(Origin origin) {
        passes.entrySet().removeIf(pass -> {
            boolean through = pass.getKey().origin().equals(origin);
            if (through) {
                pass.getValue().close();
            }
            return through;
        });
        open.remove(origin).close();
    }

    private Answer remember(Answer answer) {
        synchronized (answers) {
            if (answers.put(answer.ask(), answer) == null) {
                bytes += answer.bytes();
            }
            Iterator<Answer> oldestFirst = answers.values().iterator();
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
