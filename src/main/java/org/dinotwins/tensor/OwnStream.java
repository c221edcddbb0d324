package org.dinotwins.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a thread's work on a GPU go beside that of other threads; DJL puts the work of all into one line. */
public final class OwnStream {
    private static final Logger LOG = LoggerFactory.getLogger(OwnStream.class);

    private OwnStream() {
    }

    /**
     * Gives the calling thread a stream of its own, until it ends. Nothing orders its work with that of others: a thread
     * that goes on with its results must wait until they are there.
     *
     * @param there any array on the device
     * @return false where there are no streams, as on a CPU; the thread's work is then as before
     */
    public static boolean take(NDArray there) {
        try (Script script = Script.load(there.getManager(), OwnStream.class, "stream.py")) {
            script.call("own", there);
            return true;
        } catch (EngineException e) {
            LOG.debug("no stream", e);
            return false;
        }
    }
}
