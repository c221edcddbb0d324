package org.dinotwins.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.Versions;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.FastOperations;

/** Reports the environment of the program, and why a GPU is used or not. */
public final class Doctor {
    private static final double GIB = 1L << 30;

    private final List<Finding> findings = new ArrayList<>();
    private boolean healthy = true;

    private Doctor() {}

    /**
     * A finding about the environment.
     *
     * @param what  a word or two
     * @param found a sentence or a figure
     */
    public record Finding(String what, String found) {}

    /**
     * All findings.
     *
     * @param healthy training can run here, on whatever device
     */
    public record Report(List<Finding> findings, boolean healthy) {}

    /** Inspects the environment. Loads PyTorch, which takes seconds. */
    public static Report look(boolean hasDisplay) {
        Doctor doctor = new Doctor();
        doctor.system();
        doctor.engine();
        doctor.driver();
        doctor.window(hasDisplay);
        doctor.samples();
        return new Report(List.copyOf(doctor.findings), doctor.healthy);
    }

    private void system() {
        Map<String, String> own = Versions.own();
        Runtime runtime = Runtime.getRuntime();
        find("program", own.get("dinotwins"));
        find("java", own.get("java"));
        find("system", own.get("os"));
        find("processors", Integer.toString(runtime.availableProcessors()));
        find(
                "heap",
                String.format(
                        Locale.ROOT,
                        "at most %.1f GiB for Java, in addition to PyTorch's memory",
                        runtime.maxMemory() / GIB));
    }

    private void engine() {
        try {
            ComputeDevice device = ComputeDevice.choose(DevicePreference.AUTO);
            ComputeDevice.versions().forEach(this::find);
            find("device", device.name());
            find("why", device.reason());
            device.bfloat16Speed().advice().ifPresent(advice -> find("bfloat16", advice));
            FastOperations.findings(device.cuda()).forEach(this::find);
        } catch (ComputationException e) {
            healthy = false;
            find("engine", e.getMessage());
        }
    }

    private void driver() {
        if (Files.exists(ComputeDevice.NVIDIA_DRIVER)) {
            try {
                find(
                        "gpu driver",
                        Files.readAllLines(ComputeDevice.NVIDIA_DRIVER).get(0).strip());
            } catch (IOException e) {
                find("gpu driver", "The NVIDIA driver is loaded, but its version cannot be read: " + e.getMessage());
            }
        } else if (System.getProperty("os.name").startsWith("Linux")) {
            find("gpu driver", "The NVIDIA driver is not loaded: there is no " + ComputeDevice.NVIDIA_DRIVER + ".");
        }
        find("libraries", ComputeDevice.library());
    }

    private void window(boolean hasDisplay) {
        try {
            Class.forName("javafx.application.Application", false, Doctor.class.getClassLoader());
            find(
                    "window",
                    "JavaFX is available"
                            + (hasDisplay
                                    ? "."
                                    : ", but there is no display: only the commands work, not the window."));
        } catch (ClassNotFoundException e) {
            find("window", "JavaFX is missing: only the commands work, not the window.");
        }
    }

    private void samples() {
        try {
            find("samples", new DataConfig("sample-data", 0).resolve().toString());
        } catch (WorkbenchException e) {
            find("samples", "The sample images were not found; create them with the sample-data command.");
        }
    }

    private void find(String what, String found) {
        findings.add(new Finding(what, found));
    }
}
