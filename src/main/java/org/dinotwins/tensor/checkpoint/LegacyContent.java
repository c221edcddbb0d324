package org.dinotwins.tensor.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.checkpoint.PickledValue.Storage;

/**
 * The format before PyTorch 1.6: five pickles (magic number, version, system, content, keys of the storages), then each storage's
 * number of elements and its bytes, in the order of the keys.
 */
final class LegacyContent implements CheckpointFile.Content {
    private static final int BEFORE_CONTENT = 3;
    private static final int COUNT_BYTES = Long.BYTES;

    private final FileChannel channel;
    private final Object root;
    /** Position of each storage's first byte. */
    private final Map<String, Long> places = new HashMap<>();

    private LegacyContent(FileChannel channel) throws IOException {
        this.channel = channel;
        int length = (int) Math.min(channel.size(), CheckpointFile.MOST_PICKLE);
        ByteBuffer start = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        for (int i = 0; i < BEFORE_CONTENT; i++) {
            Unpickler.read(start);
        }
        Unpickler.Pickled content = Unpickler.read(start);
        root = content.root();
        if (!(Unpickler.read(start).root() instanceof List<?> keys)) {
            throw new CheckpointFileException("Its list of data is damaged.");
        }
        place(keys, content.storages(), start.position());
    }

    static LegacyContent open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return new LegacyContent(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void place(List<?> keys, Map<String, Storage> storages, long start) throws IOException {
        long at = start;
        for (Object key : keys) {
            Storage storage = storages.get(String.valueOf(key));
            ByteBuffer count = bytes(at, COUNT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long elements = count.getLong();
            if (elements < 0 || storage == null) {
                throw new CheckpointFileException("Its list of data does not fit its tensors: the file is damaged.");
            }
            places.put(storage.key(), at + COUNT_BYTES);
            try {
                at = Math.addExact(
                        at + COUNT_BYTES,
                        Math.multiplyExact(elements, storage.type().bits() / Byte.SIZE));
            } catch (ArithmeticException e) {
                throw new CheckpointFileException("Its list of data does not fit its tensors: the file is damaged.", e);
            }
        }
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
        if (from + length > channel.size()) {
            throw new CheckpointFileException("It ends in the middle: the file was cut off. Download it again.");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // Until everything is read.
        }
        return bytes.flip();
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public ByteBuffer read(Storage storage, long from, int length) throws IOException {
        Long place = places.get(storage.key());
        if (place == null) {
            throw new CheckpointFileException("The data " + storage.key() + " of a tensor are missing.");
        }
        return bytes(place + from, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
