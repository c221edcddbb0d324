package org.dinotwins.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buffers in host memory that the system must not move, which a GPU reads by itself and at the full speed of its bus;
 * other memory the driver copies once more. Where there is none to be had, buffers are ordinary ones.
 */
public final class PageLocked implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageLocked.class);

    private final NDManager owner = NDManager.newBaseManager(Device.cpu());
    private final Script script = Script.load(owner, PageLocked.class, "pagelocked.py");
    private final boolean locked;

    public PageLocked() {
        this(true);
    }

    /** @param locked false for memory that comes the same way and is not locked */
    PageLocked(boolean locked) {
        this.locked = locked;
    }

    /** A direct buffer of native order whose content is undefined, for as long as this is open. */
    public ByteBuffer buffer(int bytes) {
        try {
            NDArray array = script.tensor(owner, "bytes", bytes, locked ? 1 : 0);
            return JniUtils.getByteBuffer((PtNDArray) array, true).order(ByteOrder.nativeOrder());
        } catch (EngineException e) {
            LOG.debug("no page-locked memory", e);
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
    }

    /** Frees the memory: nobody may touch a buffer again. */
    @Override
    public void close() {
        script.close();
        owner.close();
    }
}
