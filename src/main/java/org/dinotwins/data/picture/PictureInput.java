package org.dinotwins.data.picture;

import com.twelvemonkeys.imageio.stream.BufferedFileImageInputStream;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;
import org.dinotwins.data.DataException;

/** Opens image files: small ones in memory, large ones on disk. */
final class PictureInput {
    /** Larger files are read from the disk while they are decoded, in bytes. */
    private static final long MOST_IN_MEMORY = 16L << 20;

    private PictureInput() {}

    /**
     * The bytes of a file.
     *
     * @throws DataException if the file is missing, cannot be opened, or is no regular file: a pipe or a device may
     *     never end
     */
    static ImageInputStream open(Path file) throws DataException {
        try {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file) ? notRegular(file) : missing(file, null);
            }
            return Files.size(file) <= MOST_IN_MEMORY
                    ? new ByteArrayImageInputStream(Files.readAllBytes(file))
                    : new BufferedFileImageInputStream(file.toFile());
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new DataException(
                    "The image " + file + " cannot be read (" + reason(e) + "). Check that it is a file you may open.",
                    e);
        }
    }

    private static DataException notRegular(Path file) {
        return new DataException(file + " is not a regular file" + (Files.isDirectory(file) ? " but a folder" : "")
                + ", so it is skipped. Remove it from the folder.");
    }

    private static DataException missing(Path file, Throwable cause) {
        return new DataException(
                "The image " + file + " is missing. Put it back, or open the folder again so that it is skipped.",
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String stated = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
        return stated == null ? "input error" : stated;
    }
}
