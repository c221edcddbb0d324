package org.dinotwins.tensor.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.checkpoint.PickledValue.Storage;
import org.dinotwins.tensor.checkpoint.PickledValue.View;

/**
 * A checkpoint as {@code torch.save} writes it: {@code .pth}, {@code .pt}, {@code .bin}, {@code .ckpt}, in the zip format and in
 * the one before PyTorch 1.6. Nothing in the file is run. Tensors are read from the file when they are asked for.
 */
public final class CheckpointFile implements Closeable {
    /** Number of bytes by which a file is recognised. */
    private static final int BEGINNING = 64;
    /** Limit on the part of a file that describes its tensors, in bytes; published ones have a megabyte at most. */
    static final int MOST_PICKLE = 256 << 20;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    /** The first pickle of the earlier format: protocol 2, then an integer of ten bytes. */
    private static final byte[] LEGACY = {
        (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9
    };

    private static final int PICKLE = 0x80;

    private final Content content;
    private final Map<String, View> views;

    private CheckpointFile(Content content) throws CheckpointFileException {
        this.content = content;
        this.views = TensorNames.of(content.root());
    }

    /** The two formats. */
    interface Content extends Closeable {
        /** What the pickle holds. */
        Object root();

        /**
         * Bytes of a storage.
         *
         * @param from first byte; @param length number of bytes
         * @throws CheckpointFileException if the file ends before
         */
        ByteBuffer read(Storage storage, long from, int length) throws IOException;
    }

    /** Whether a file begins as a checkpoint of either format does, whatever its name. */
    public static boolean isOne(Path file) throws IOException {
        byte[] first = beginning(file);
        return startsWith(first, ZIP) || startsWith(first, LEGACY);
    }

    /**
     * Opens a file.
     *
     * @throws CheckpointFileException if it is no checkpoint, damaged, cut off or refused; the message is a sentence that says what
     *                                 the file is
     * @throws IOException             if the disk fails
     */
    public static CheckpointFile open(Path file) throws IOException {
        byte[] first = beginning(file);
        Content content;
        if (startsWith(first, ZIP)) {
            content = ZipContent.open(file);
        } else if (startsWith(first, LEGACY)) {
            content = LegacyContent.open(file);
        } else {
            throw new CheckpointFileException(whatItIs(first));
        }
        try {
            return new CheckpointFile(content);
        } catch (CheckpointFileException e) {
            content.close();
            throw e;
        }
    }

    private static byte[] beginning(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer first = ByteBuffer.allocate(BEGINNING);
            while (first.hasRemaining() && channel.read(first) >= 0) {
                // Until the buffer is full or the file ends.
            }
            return Arrays.copyOf(first.array(), first.position());
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** A sentence on a file that is no checkpoint. */
    private static String whatItIs(byte[] first) {
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (first.length == 0) {
            return "The file is empty: download it again.";
        }
        if (text.startsWith("version https://git-lfs")) {
            return "It is a pointer of Git LFS, not the weights themselves: run git lfs pull, or download the file from its page.";
        }
        if (text.stripLeading().startsWith("<")) {
            return "It is a web page, not a file of weights: the download needs a login or another address.";
        }
        if ((first[0] & 0xff) == PICKLE) {
            return "It is a pickle, but not one that PyTorch's torch.save wrote, so it holds no weights that can be read.";
        }
        return "It is not a file that PyTorch wrote: it begins with neither a zip archive nor a pickle.";
    }

    /** Names of all tensors, in the order of the file. */
    public Set<String> names() {
        return views.keySet();
    }

    /**
     * Reads a tensor.
     *
     * @param name one of {@link #names}
     * @throws CheckpointFileException if the file ends before its last element, or its shape does not fit its storage
     */
    public HostTensor load(String name) throws IOException {
        View view = views.get(name);
        int size = view.storage().type().bits() / Byte.SIZE;
        long[] shape = view.shape();
        long[] stride = view.stride();
        if (shape.length != stride.length) {
            throw damaged(name, view);
        }
        long last = view.offset();
        long elements = 1;
        try {
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] < 0 || stride[i] < 0) {
                    throw damaged(name, view);
                }
                elements = Math.multiplyExact(elements, shape[i]);
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), stride[i]));
            }
            if (view.offset() < 0
                    || elements > 0 && last >= view.storage().elements()
                    || elements > view.storage().elements()) {
                throw damaged(name, view);
            }
            if (elements == 0) {
                return new HostTensor(view.storage().type(), shape, ByteBuffer.allocate(0));
            }
            int span = Math.toIntExact((last - view.offset() + 1) * size);
            ByteBuffer source = content.read(view.storage(), view.offset() * size, span);
            return new HostTensor(view.storage().type(), shape, contiguous(source, shape, stride, size));
        } catch (ArithmeticException e) {
            throw new CheckpointFileException(
                    "The tensor " + name + " is larger than this program can read: " + view + ".", e);
        }
    }

    private static CheckpointFileException damaged(String name, View view) {
        return new CheckpointFileException("The tensor " + name + " (" + view + ") does not fit its data of "
                + view.storage().elements() + " numbers: the file is damaged.");
    }

    /** The elements in the order of the shape, without gaps. */
    private static ByteBuffer contiguous(ByteBuffer source, long[] shape, long[] stride, int size) {
        long expected = 1;
        boolean already = true;
        for (int i = shape.length - 1; i >= 0; i--) {
            already &= shape[i] == 1 || stride[i] == expected;
            expected *= shape[i];
        }
        if (already) {
            return source;
        }
        ByteBuffer target =
                ByteBuffer.allocate(Math.toIntExact(expected * size)).order(ByteOrder.LITTLE_ENDIAN);
        long[] index = new long[shape.length];
        byte[] element = new byte[size];
        while (target.hasRemaining()) {
            long at = 0;
            for (int i = 0; i < index.length; i++) {
                at += index[i] * stride[i];
            }
            source.get((int) (at * size), element);
            target.put(element);
            for (int i = index.length - 1; i >= 0 && ++index[i] == shape[i]; i--) {
                index[i] = 0;
            }
        }
        return target.flip();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
