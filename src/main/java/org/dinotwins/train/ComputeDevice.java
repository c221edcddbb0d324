package org.dinotwins.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dinotwins.tensor.MixedPrecision;
import org.dinotwins.tensor.PyTorch;
import org.dinotwins.tensor.Slices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device that arithmetic runs on and why.
 *
 * @param gpus   GPUs that share a batch, 0 for the CPU
 * @param name   for people, for example {@code CPU, 2 threads}
 * @param reason one plain sentence: why this device; if not the GPU, what is missing
 */
public record ComputeDevice(int gpus, String name, String reason) {
    /** Where NVIDIA's driver for Linux shows itself, and says its version. */
    public static final Path NVIDIA_DRIVER = Path.of("/proc/driver/nvidia/version");
    private static final Logger LOG = LoggerFactory.getLogger(ComputeDevice.class);

    /**
     * Sides of the matrices that are multiplied to compare types: large enough that the product takes nearly all the time,
     * and small enough on a CPU, below a millisecond, that some run is not interrupted for another process.
     */
    private static final int CPU_SIDE = 256;
    private static final int GPU_SIDE = 4096;
    /** The first run of a kind also makes ready. */
    private static final int FEWEST_RUNS = 3;
    /** Seconds of a comparison. */
    private static final double LONG_ENOUGH = 0.3;

    static {
        // DJL otherwise calls home when its engine loads.
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /** As {@link #choose(DevicePreference, int)}, for work that one device does. */
    public static ComputeDevice choose(DevicePreference preference) throws TrainingException {
        return choose(preference, 1);
    }

    /**
     * Asks DJL what there is. Loads the engine when it is not loaded yet, which takes seconds.
     *
     * @param wanted GPUs that are to share a batch, 0 for all; {@link DevicePreference#AUTO} takes fewer where there are fewer
     * @throws TrainingException if CUDA was asked for and there is none, or are too few, or the engine cannot be loaded
     */
    public static ComputeDevice choose(DevicePreference preference, int wanted) throws TrainingException {
        return choose(preference, wanted, engine().getGpuCount());
    }

    /** @param gpus that there are */
    static ComputeDevice choose(DevicePreference preference, int wanted, int gpus) throws TrainingException {
        int threads = PyTorch.threads();
        String cpu = "CPU, " + threads + (threads == 1 ? " thread" : " threads");
        if (preference == DevicePreference.CPU) {
            return new ComputeDevice(0, cpu, "The CPU is used because the settings ask for it.");
        }
        if (gpus > 0) {
            if (wanted > gpus && preference == DevicePreference.CUDA) {
                throw new TrainingException("The settings ask for " + wanted + " GPUs, but PyTorch's CUDA library finds "
                        + gpus + ". Set train.gpus to that or less, or to 0 for all.");
            }
            int used = wanted == 0 ? gpus : Math.min(wanted, gpus);
            return used == 1
                    ? new ComputeDevice(1, "GPU 0 of " + gpus + " (CUDA)",
                            "The GPU is used because PyTorch's CUDA library found it.")
                    : new ComputeDevice(used, "GPUs 0 to " + (used - 1) + " of " + gpus + " (CUDA)",
                            "The GPUs are used because PyTorch's CUDA library found them; they share each batch.");
        }
        String why = missing();
        if (preference == DevicePreference.CUDA) {
            throw new TrainingException("The settings ask for the GPU, but it cannot be used: " + why
                    + " Choose the device AUTO or CPU to train on the CPU.");
        }
        return new ComputeDevice(0, cpu, "The CPU is used: " + why);
    }

    /** Whether a GPU is used. */
    public boolean cuda() {
        return gpus > 0;
    }

    /** GPUs that PyTorch finds on this machine; loads the engine. */
    public static int found() throws TrainingException {
        return engine().getGpuCount();
    }

    /** Versions of DJL and of the PyTorch that it loads. */
    public static Map<String, String> versions() throws TrainingException {
        Engine engine = engine();
        return new TreeMap<>(Map.of("djl", Engine.getDjlVersion(), "pytorch", engine.getVersion()));
    }

    /**
     * How many times as fast as in float32 a product of matrices is in bfloat16 on this device: the best of some runs
     * each. Above 1 where {@link Precision#BFLOAT16} can pay; far below 1 on processors that have no instructions for it.
     */
    public double bfloat16Speed() {
        try (NDManager manager = NDManager.newBaseManager(device()); MixedPrecision precision = MixedPrecision.load(manager);
             Slices slices = Slices.load(manager)) {
            int side = cuda() ? GPU_SIDE : CPU_SIDE;
            NDArray matrix = manager.randomNormal(new Shape(side, side));
            return seconds(slices, precision, matrix) / seconds(slices, precision, precision.toBfloat16(manager, matrix));
        }
    }

    private static double seconds(Slices slices, MixedPrecision precision, NDArray matrix) {
        double best = Double.POSITIVE_INFINITY;
        long first = System.nanoTime();
        for (int i = 0; i < FEWEST_RUNS || (System.nanoTime() - first) / 1e9 < LONG_ENOUGH; i++) {
            long start = System.nanoTime();
            try (NDManager scope = matrix.getManager().newSubManager(); NDArray product = matrix.matMul(matrix)) {
                // Reading values waits for a GPU to be done.
                precision.toFloat32(scope, slices.rows(scope, product, 0, 1)).toFloatArray();
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }

    /** DJL's device for this choice. */
    public Device device() {
        return cuda() ? Device.gpu(0) : Device.cpu();
    }

    /** The devices beside {@link #device} that share a batch with it. */
    List<Device> copies() {
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

    /** Where PyTorch's library comes from, or what is wrong with it, as a sentence; said without loading it. */
    public static String library() {
        return NativeLibrary.here().words();
    }

    private static Engine engine() throws TrainingException {
        NativeLibrary library = NativeLibrary.here();
        Optional<String> fault = library.fault();
        if (fault.isPresent()) {
            throw new TrainingException(fault.get());
        }
        library.announce();
        try {
            return Engine.getInstance();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the engine cannot be loaded", e);
            throw new TrainingException(library.downloaded()
                    ? "PyTorch's native library cannot be downloaded: " + e.getMessage() + ". It is fetched at the first start, "
                            + "which needs the network; or put back the CPU library that comes along."
                    : "PyTorch's native library cannot be loaded: " + e.getMessage() + ". The doctor command says more.", e);
        }
    }
}
