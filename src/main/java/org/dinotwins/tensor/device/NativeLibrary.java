package org.dinotwins.tensor.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines which of PyTorch's native libraries DJL will load: the one in the folder named by
 * {@code PYTORCH_LIBRARY_PATH}, else the bundled CPU build, else, if that was removed, one that DJL downloads for the
 * GPU it finds.
 */
final class NativeLibrary {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String FLAVOUR = "PYTORCH_FLAVOR";
    /** The only CUDA build for which DJL has a JNI library. */
    static final String CUDA_FLAVOUR = "cu128";

    private static final String CPU_FLAVOUR = "cpu";
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String CUDA_LIBRARY = System.mapLibraryName("torch_cuda");
    private static final String BUNDLED = "/native/lib/pytorch.properties";
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private final UnaryOperator<String> setting;
    private final boolean bundled;

    /**
     * @param setting value of an environment variable; null if unset
     * @param bundled whether PyTorch's CPU build is bundled
     */
    NativeLibrary(UnaryOperator<String> setting, boolean bundled) {
        this.setting = setting;
        this.bundled = bundled;
    }

    /** The library of this process, according to the environment or else Java's system properties, as in DJL. */
    static NativeLibrary here() {
        return new NativeLibrary(
                name -> {
                    String given = System.getenv(name);
                    return given == null || given.isEmpty() ? System.getProperty(name) : given;
                },
                NativeLibrary.class.getResource(BUNDLED) != null);
    }

    /** The folder named by the environment. */
    Optional<Path> folder() {
        return given(PATH).map(Path::of);
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(setting.apply(name)).filter(text -> !text.isBlank());
    }

    /** Whether DJL downloads the library at the first start. */
    boolean downloaded() {
        return folder().isEmpty() && !bundled;
    }

    /** Whether the library can compute on a GPU, as far as is known before loading it. */
    boolean cuda() {
        return folder().map(folder -> Files.exists(folder.resolve(CUDA_LIBRARY)))
                .orElse(!bundled);
    }

    /**
     * Declares to DJL the build of the library in a folder: on Linux DJL assumes a build for the old C++ library, for
     * which it has no JNI library. A setting by the user takes precedence.
     */
    void announce() {
        if (folder().isPresent() && given(FLAVOUR).isEmpty()) {
            System.setProperty(FLAVOUR, cuda() ? CUDA_FLAVOUR : CPU_FLAVOUR);
        }
    }

    /** What is wrong with the folder, as a sentence; empty if loading can be tried. */
    Optional<String> fault() {
        if (folder().isEmpty()) {
            return Optional.empty();
        }
        Path folder = folder().get();
        if (!Files.isDirectory(folder)) {
            return Optional.of(PATH + " is " + folder + ", which is not an existing folder.");
        }
        if (!Files.exists(folder.resolve(LIBRARY))) {
            return Optional.of("The folder " + folder + " named by " + PATH + " has no " + LIBRARY
                    + "; name the folder lib of PyTorch's library.");
        }
        String needed = needed();
        return version()
                .filter(version -> !version.equals(needed))
                .map(version -> "The library in " + folder + " is PyTorch " + version + ", but this program needs "
                        + needed + ".");
    }

    /** Where the library comes from, or {@link #fault}. */
    String words() {
        return fault().orElse(folder().map(folder ->
                        "PyTorch's " + (cuda() ? "CUDA" : "CPU") + " library in " + folder + ", named by " + PATH + ".")
                .orElse(
                        downloaded()
                                ? "The library that DJL downloads at the first start; the bundled CPU library was removed."
                                : "PyTorch's bundled CPU library; " + PATH + " is not set."));
    }

    /** The version stated by the packages of libtorch or Python next to the folder. */
    private Optional<String> version() {
        for (String file : new String[] {"build-version", "version.py"}) {
            Path path = folder().orElseThrow().toAbsolutePath().resolveSibling(file);
            try {
                if (Files.exists(path)) {
                    Matcher found = VERSION.matcher(Files.readString(path));
                    return found.find() ? Optional.of(found.group()) : Optional.empty();
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The PyTorch version for which DJL's JNI library was made. */
    static String needed() {
        try (InputStream source = NativeLibrary.class.getResourceAsStream("/pytorch-engine.properties")) {
            Properties properties = new Properties();
            properties.load(source);
            return properties.getProperty("pytorch_version");
        } catch (IOException e) {
            throw new UncheckedIOException("DJL does not state its version of PyTorch", e);
        }
    }

    /**
     * Whether NVIDIA's driver is loaded. Only Linux shows this in its file system; elsewhere the runtime library
     * counts.
     */
    static boolean driver() {
        return !System.getProperty("os.name").startsWith("Linux") || Files.exists(ComputeDevice.NVIDIA_DRIVER);
    }

    /**
     * Why the loaded library uses no GPU, as the end of a sentence.
     *
     * @param runtime whether DJL found NVIDIA's runtime library, with which it counts GPUs
     * @param driver  whether NVIDIA's driver is loaded, as far as is known
     */
    String missing(boolean runtime, boolean driver) {
        if (!cuda()) {
            return folder().map(
                            folder -> "the library in " + folder + " is a CPU build: it has no " + CUDA_LIBRARY + ".")
                    .orElse("this build contains PyTorch's CPU library; for an NVIDIA GPU set " + PATH
                            + ", see README.");
        }
        if (!driver) {
            return "NVIDIA's driver is not loaded on this machine.";
        }
        if (!runtime) {
            return "DJL does not find NVIDIA's runtime library " + System.mapLibraryName("cudart")
                    + ", with which it counts "
                    + "GPUs. Install CUDA 12.8's runtime, or add its folder to "
                    + (System.getProperty("os.name").startsWith("Win") ? "PATH." : "LD_LIBRARY_PATH.");
        }
        return "NVIDIA's driver and runtime are installed but report no GPU; check nvidia-smi, and whether "
                + "CUDA_VISIBLE_DEVICES hides it.";
    }
}
