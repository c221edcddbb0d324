package org.dinotwins.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a thread's GPU work run in parallel with that of other threads; DJL queues all work on one stream. */
public final class OwnStream {
    private static final Logger LOG = LoggerFactory.getLogger(OwnStream.class);

    private interface Stream extends TorchScript {
        void own(NDArray there);
    }

    private OwnStream() {}

    /**
     * Gives the calling thread a CUDA stream until the thread ends. Its work is not synchronised with that of other
     * threads: a thread that uses its results must wait for them.
     *
     * @param there any array on the device
     * @return false if there are no streams, as on a CPU; nothing changes then
     */
    public static boolean take(NDArray there) {
        try (Stream stream = TorchScript.load(there.getManager(), Stream.class, "own_stream.py")) {
            stream.own(there);
            return true;
        } catch (EngineException e) {
            LOG.debug("no stream", e);
            return false;
        }
    }
}
