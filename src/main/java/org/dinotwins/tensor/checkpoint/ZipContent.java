package org.dinotwins.tensor.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dinotwins.tensor.checkpoint.PickledValue.Storage;

/** The format since PyTorch 1.6: a zip archive with {@code NAME/data.pkl} and one entry per storage, {@code NAME/data/KEY}. */
final class ZipContent implements CheckpointFile.Content {
    private static final String PICKLE = "data.pkl";

    private final ZipFile zip;
    private final String folder;
    private final Object root;

    private ZipContent(ZipFile zip) throws IOException {
        this.zip = zip;
        List<? extends ZipEntry> pickles = zip.stream()
                .filter(entry ->
                        entry.getName().equals(PICKLE) || entry.getName().endsWith("/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new CheckpointFileException(
                    zip.stream().anyMatch(entry -> entry.getName().endsWith("constants.pkl"))
                            ? "It is a TorchScript program instead of weights."
                            : "It is a zip archive without PyTorch's data.pkl, so it is no checkpoint; unpack it if it holds one.");
        }
        ZipEntry pickle = pickles.get(0);
        this.folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
        ZipEntry order = zip.getEntry(folder + "byteorder");
        if (order != null && !"little".equals(new String(bytes(order, 16), StandardCharsets.US_ASCII).strip())) {
            throw new CheckpointFileException("Its numbers are in big-endian order, which is not supported.");
        }
        if (pickle.getSize() > CheckpointFile.MOST_PICKLE) {
            throw new CheckpointFileException("Its description of the tensors has " + pickle.getSize()
                    + " bytes, far more than any checkpoint's.");
        }
        this.root = Unpickler.read(ByteBuffer.wrap(bytes(pickle, CheckpointFile.MOST_PICKLE)))
                .root();
    }

    static ZipContent open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new CheckpointFileException(
                    "Its zip archive has no end or is damaged: the download was cut off. Download it again.", e);
        }
        try {
            return new ZipContent(zip);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            zip.close();
            throw damaged(e);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** All bytes of a small entry. PyTorch stores entries uncompressed, so one cannot be larger than the file. */
    private byte[] bytes(ZipEntry entry, int most) throws IOException {
        requireStored(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(most);
        }
    }

    private static void requireStored(ZipEntry entry) throws CheckpointFileException {
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new CheckpointFileException("Its entry " + entry.getName()
                    + " is compressed, which PyTorch does not write: unpack the archive, and open the file in it.");
        }
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public ByteBuffer read(Storage storage, long from, int length) throws IOException {
        ZipEntry entry = zip.getEntry(folder + "data/" + storage.key());
        if (entry == null || entry.getSize() < from + length) {
            throw new CheckpointFileException("The data " + storage.key() + " of a tensor are missing or cut off.");
        }
        requireStored(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            in.skipNBytes(from);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new CheckpointFileException("The data " + storage.key() + " of a tensor are cut off.");
            }
            return ByteBuffer.wrap(bytes);
        } catch (ZipException | EOFException e) {
            throw damaged(e);
        }
    }

    private static CheckpointFileException damaged(Exception fault) {
        return new CheckpointFileException(
                "Its zip archive is damaged: " + (fault.getMessage() == null ? "it ends early" : fault.getMessage())
                        + ".",
                fault);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
