package org.dinotwins.tensor.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.PyTorch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device used for computation, and the reason.
 *
 * @param gpus   number of GPUs that share a batch; 0 for the CPU
 * @param name   name for the user, for example {@code CPU, 2 threads}
 * @param reason one sentence on why this device is used and, if it is not the GPU, what is missing
 */
public record ComputeDevice(int gpus, String name, String reason) {
    /** File in which NVIDIA's driver for Linux states its version. */
    public static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");

    private static final Logger LOG = LoggerFactory.getLogger(ComputeDevice.class);

    static {
        // Otherwise DJL sends usage data when its engine loads.
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /** Like {@link #choose(DevicePreference, int)}, for work on a single device. */
    public static ComputeDevice choose(DevicePreference preference) throws ComputationException {
        return choose(preference, 1);
    }

    /**
     * Chooses from the devices that DJL finds. Loads the engine if necessary, which takes seconds.
     *
     * @param wanted number of GPUs to share a batch, 0 for all; {@link DevicePreference#AUTO} takes fewer if there are
     * fewer
     * @throws ComputationException if CUDA was requested and there are no or too few GPUs, or if the engine cannot be
     * loaded
     */
    public static ComputeDevice choose(DevicePreference preference, int wanted) throws ComputationException {
        return choose(preference, wanted, engine().getGpuCount());
    }

    /** @param gpus number of GPUs that exist */
    static ComputeDevice choose(DevicePreference preference, int wanted, int gpus) throws ComputationException {
        int threads = PyTorch.threads();
        String cpu = "CPU, " + threads + (threads == 1 ? " thread" : " threads");
        if (preference == DevicePreference.CPU) {
            return new ComputeDevice(0, cpu, "The CPU is used because the settings ask for it.");
        }
        if (gpus > 0) {
            if (wanted > gpus && preference == DevicePreference.CUDA) {
                throw new ComputationException(
                        "The settings ask for " + wanted + " GPUs, but PyTorch's CUDA library finds " + gpus
                                + ". Set train.gpus to that or less, or to 0 for all.");
            }
            int used = wanted == 0 ? gpus : Math.min(wanted, gpus);
            return used == 1
                    ? new ComputeDevice(
                            1,
                            "GPU 0 of " + gpus + " (CUDA)",
                            "The GPU is used because PyTorch's CUDA library found it.")
                    : new ComputeDevice(
                            used,
                            "GPUs 0 to " + (used - 1) + " of " + gpus + " (CUDA)",
                            "The GPUs are used because PyTorch's CUDA library found them; they share each batch.");
        }
        String why = missing();
        if (preference == DevicePreference.CUDA) {
            throw new ComputationException("The settings ask for the GPU, but it cannot be used: " + why
                    + " Choose the device AUTO or CPU to train on the CPU.");
        }
        return new ComputeDevice(0, cpu, "The CPU is used: " + why);
    }

    /** Whether a GPU is used. */
    public boolean cuda() {
        return gpus > 0;
    }

    /** Number of GPUs that PyTorch finds on this machine; loads the engine. */
    public static int found() throws ComputationException {
        return engine().getGpuCount();
    }

    /** Versions of DJL and of the PyTorch that it loads. */
    public static Map<String, String> versions() throws ComputationException {
        Engine engine = engine();
        return new TreeMap<>(Map.of("djl", Engine.getDjlVersion(), "pytorch", engine.getVersion()));
    }

    /** Compares bfloat16 with float32 on this device, in less than a second if it is supported in hardware. */
    public Bfloat16Speed bfloat16Speed() {
        return Bfloat16Speed.measure(this);
    }

    /** The DJL device for this choice. */
    public Device device() {
        return cuda() ? Device.gpu(0) : Device.cpu();
    }

    /** The other devices that share a batch with {@link #device}. */
    public List<Device> copies() {
        return IntStream.range(1, Math.max(1, gpus)).mapToObj(Device::gpu).toList();
    }

    private static String missing() {
        boolean runtime;
        try {
            CudaUtils.getCudaVersionString();
            runtime = true;
        } catch (RuntimeException e) {
            runtime = false;
        }
        return NativeLibrary.here().missing(runtime, NativeLibrary.driver());
    }

    /** Where PyTorch's library comes from, or what is wrong with it, as a sentence; does not load it. */
    public static String library() {
        return NativeLibrary.here().words();
    }

    private static Engine engine() throws ComputationException {
        NativeLibrary library = NativeLibrary.here();
        Optional<String> fault = library.fault();
        if (fault.isPresent()) {
            throw new ComputationException(fault.get());
        }
        library.announce();
        EngineCache.here().folder().ifPresent(folder -> System.setProperty(EngineCache.FOLDER, folder.toString()));
        try {
            return Engine.getInstance();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The engine cannot be loaded.", e);
            throw new ComputationException(
                    library.downloaded()
                            ? "PyTorch's native library cannot be downloaded: " + e.getMessage()
                                    + ". DJL downloads it at the first "
                                    + "start, which needs the network. Or restore the bundled CPU library."
                            : "PyTorch's native library cannot be loaded: " + cause(e),
                    e);
        }
    }

    /** The conflicting jars if any, else the innermost error. */
    private static String cause(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        return EngineJars.here().conflict().orElse(message + (message.endsWith(".") ? "" : "."));
    }
}
