package org.dinotwins.tensor;

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
 * Which of PyTorch's native libraries DJL will load: a folder's that {@code PYTORCH_LIBRARY_PATH} names, else the CPU build
 * that comes along, else, where that was taken away, one that DJL downloads for the GPU it sees.
 */
final class NativeLibrary {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String FLAVOUR = "PYTORCH_FLAVOR";
    /** The only CUDA build that DJL's own part comes for. */
    static final String CUDA_FLAVOUR = "cu128";

    private static final String CPU_FLAVOUR = "cpu";
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String CUDA_LIBRARY = System.mapLibraryName("torch_cuda");
    private static final String BUNDLED = "/native/lib/pytorch.properties";
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private final UnaryOperator<String> setting;
    private final boolean bundled;

    /**
     * @param setting value of an environment variable, null for none
     * @param bundled whether PyTorch's CPU build comes along
     */
    NativeLibrary(UnaryOperator<String> setting, boolean bundled) {
        this.setting = setting;
        this.bundled = bundled;
    }

    /** As this process finds it: the environment, else Java's system properties, as DJL asks for both. */
    static NativeLibrary here() {
        return new NativeLibrary(
                name -> {
                    String given = System.getenv(name);
                    return given == null || given.isEmpty() ? System.getProperty(name) : given;
                },
                NativeLibrary.class.getResource(BUNDLED) != null);
    }

    /** The folder that the environment names. */
    Optional<Path> folder() {
        return given(PATH).map(Path::of);
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(setting.apply(name)).filter(text -> !text.isBlank());
    }

    /** Whether it is DJL that fetches the library, at the first start. */
    boolean downloaded() {
        return folder().isEmpty() && !bundled;
    }

    /** Whether the library can compute on a GPU, as far as is known before it is loaded. */
    boolean cuda() {
        return folder().map(folder -> Files.exists(folder.resolve(CUDA_LIBRARY)))
                .orElse(!bundled);
    }

    /**
     * Tells DJL which build a folder's library is: by itself it takes one on Linux for a build of the old C++ library, for
     * which it has no part of its own. What the user says of it stays.
     */
    void announce() {
        if (folder().isPresent() && given(FLAVOUR).isEmpty()) {
            System.setProperty(FLAVOUR, cuda() ? CUDA_FLAVOUR : CPU_FLAVOUR);
        }
    }

    /** What is wrong with the folder, as a sentence; nothing when it can be tried. */
    Optional<String> fault() {
        if (folder().isEmpty()) {
            return Optional.empty();
        }
        Path folder = folder().get();
        if (!Files.isDirectory(folder)) {
            return Optional.of(PATH + " is " + folder + ", but there is no such folder.");
        }
        if (!Files.exists(folder.resolve(LIBRARY))) {
            return Optional.of("The folder " + folder + " that " + PATH + " names has no " + LIBRARY
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
        return fault().orElse(folder().map(folder -> "PyTorch's " + (cuda() ? "CUDA" : "CPU") + " library in " + folder
                        + ", which " + PATH + " names.")
                .orElse(
                        downloaded()
                                ? "The one that DJL downloads at the first start; the CPU library that comes along was taken away."
                                : "PyTorch's CPU library that comes along; " + PATH + " is not set."));
    }

    /** What libtorch's and Python's packages say of their version, beside the folder. */
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

    /** The version that DJL's own part was made for. */
    static String needed() {
        try (InputStream source = NativeLibrary.class.getResourceAsStream("/pytorch-engine.properties")) {
            Properties properties = new Properties();
            properties.load(source);
            return properties.getProperty("pytorch_version");
        } catch (IOException e) {
            throw new UncheckedIOException("DJL does not tell its version of PyTorch", e);
        }
    }

    /** Whether NVIDIA's driver is there. Only Linux shows it in its file system; elsewhere the runtime speaks for it. */
    static boolean driver() {
        return !System.getProperty("os.name").startsWith("Linux") || Files.exists(ComputeDevice.NVIDIA_DRIVER);
    }

    /**
     * Why the loaded library computes on no GPU, as the end of a sentence.
     *
     * @param runtime whether DJL found NVIDIA's runtime library, by which it counts GPUs
     * @param driver  whether NVIDIA's driver is there, as far as is known
     */
    String missing(boolean runtime, boolean driver) {
        if (!cuda()) {
            return folder().map(
                            folder -> "the library in " + folder + " is a CPU build: it has no " + CUDA_LIBRARY + ".")
                    .orElse("this build carries PyTorch's CPU library; for an NVIDIA GPU set " + PATH
                            + ", see README.");
        }
        if (!driver) {
            return "NVIDIA's driver is not loaded on this machine.";
        }
        if (!runtime) {
            return "DJL does not find NVIDIA's runtime library " + System.mapLibraryName("cudart")
                    + ", by which it counts "
                    + "GPUs. Install CUDA 12.8's runtime, or add its folder to "
                    + (System.getProperty("os.name").startsWith("Win") ? "PATH." : "LD_LIBRARY_PATH.");
        }
        return "NVIDIA's driver and runtime are there but tell of no GPU; see what nvidia-smi says, and whether "
                + "CUDA_VISIBLE_DEVICES hides it.";
    }
}
