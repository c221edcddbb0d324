package org.dinotwins.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Page-locked buffers in host memory, which a GPU reads directly at the full speed of its bus; other memory is first
 * copied by the driver. Without a GPU the buffers are ordinary ones.
 */
public final class PageLocked implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageLocked.class);

    private final NDManager owner = NDManager.newBaseManager(Device.cpu());
    private final Memory memory = TorchScript.load(owner, Memory.class, "page_locked.py");
    private final boolean locked;

    private interface Memory extends TorchScript {
        NDArray bytes(NDManager scope, int count, boolean locked);
    }

    public PageLocked() {
        this(true);
    }

    /** @param locked false for ordinary memory */
    PageLocked(boolean locked) {
        this.locked = locked;
    }

    /** A direct buffer in native byte order with undefined content, valid while this object is open. */
    public ByteBuffer buffer(int bytes) {
        try {
            return PyTorch.memory(memory.bytes(owner, bytes, locked));
        } catch (EngineException e) {
            LOG.debug("no page-locked memory", e);
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
    }

    /** Frees the memory; no buffer may be used afterwards. */
    @Override
    public void close() {
        memory.close();
        owner.close();
    }
}
