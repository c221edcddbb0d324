package org.dinotwins.tensor.device;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dinotwins.tensor.ComputationException;

/**
 * The folder into which DJL unpacks native libraries. DJL uses {@code .djl.ai} in the home folder or, where that is not
 * writable, a fixed folder of the shared temporary folder, and loads whatever lies there. Here every folder that another
 * user could have filled is replaced by one that belongs to this user alone.
 */
final class EngineCache {
    /** DJL's setting for the folder. */
    static final String FOLDER = "ENGINE_CACHE_DIR";
    /** DJL's setting for all that it stores. */
    static final String ALL = "DJL_CACHE_DIR";

    private static final String DEFAULT = ".djl.ai";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final UnaryOperator<String> setting;
    private final Path home;
    private final Path temporary;
    private final String user;

    /**
     * @param setting   value of an environment variable or system property, null for none
     * @param temporary folder for temporary files, which others may share
     * @param user      name of the user
     */
    EngineCache(UnaryOperator<String> setting, Path home, Path temporary, String user) {
        this.setting = setting;
        this.home = home;
        this.temporary = temporary;
        this.user = user;
    }

    /** For the environment of this process. */
    static EngineCache here() {
        return new EngineCache(
                name -> System.getenv(name) == null ? System.getProperty(name) : System.getenv(name),
                Path.of(System.getProperty("user.home")),
                Path.of(System.getProperty("java.io.tmpdir")),
                System.getProperty("user.name"));
    }

    /**
     * The folder to set for DJL; empty if DJL's own choice is safe or the user has chosen.
     *
     * @throws ComputationException if no folder is safe; the message says what to do
     */
    Optional<Path> folder() throws ComputationException {
        if (given(FOLDER) || given(ALL) || !posix()) {
            return Optional.empty();
        }
        Path own = temporary.resolve("dinotwins-" + user.replaceAll("[^A-Za-z0-9._-]", "_"));
        try {
            if (Files.isWritable(home) && homeIsSafe()) {
                return Optional.empty();
            }
            try {
                Files.createDirectory(own, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } catch (FileAlreadyExistsException e) {
                PosixFileAttributes found = attributes(own);
                if (!found.isDirectory()
                        || !found.owner().equals(self())
                        || !found.permissions().equals(OWNER_ONLY)) {
                    throw new ComputationException(
                            "PyTorch's native libraries cannot be unpacked safely: the home folder is not writable, and "
                                    + own + " does not belong to this user alone. Set " + FOLDER
                                    + " to a folder of your own.",
                            e);
                }
            }
        } catch (IOException e) {
            throw new ComputationException(
                    "PyTorch's native libraries cannot be unpacked: neither the home folder " + home
                            + " nor the temporary folder " + temporary + " is writable. Set " + FOLDER
                            + " to a folder of your own.",
                    e);
        }
        return Optional.of(own);
    }

    private boolean given(String name) {
        String value = setting.apply(name);
        return value != null && !value.isEmpty();
    }

    private boolean posix() {
        return home.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** False where someone else may have filled the folder, for example in a home folder that is the temporary one. */
    private boolean homeIsSafe() throws IOException {
        Path unpacked = home.resolve(DEFAULT);
        if (Files.exists(unpacked, LinkOption.NOFOLLOW_LINKS)) {
            PosixFileAttributes found = attributes(unpacked);
            return found.owner().equals(self())
                    && (found.isSymbolicLink() || !found.permissions().contains(PosixFilePermission.OTHERS_WRITE));
        }
        return !Files.getPosixFilePermissions(home).contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** The user of this process: the owner of a file that it creates. */
    private UserPrincipal self() throws IOException {
        Path file = Files.createTempFile(Files.isWritable(home) ? home : temporary, ".dinotwins", null);
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }
}
