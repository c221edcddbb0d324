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
import org.dinotwins.train.ComputeDevice;
import org.dinotwins.train.DevicePreference;
import org.dinotwins.train.TrainingException;

/** Says in plain words what the program runs on, and why the GPU is or is not used. */
public final class Doctor {
    private static final double GIB = 1L << 30;

    private final List<Finding> findings = new ArrayList<>();
    private boolean healthy = true;

    private Doctor() {
    }

    /**
     * One thing that was looked at.
     *
     * @param what  a word or two
     * @param found a sentence or a figure
     */
    public record Finding(String what, String found) {
    }

    /**
     * All that was found.
     *
     * @param healthy training can run here, on whatever device
     */
    public record Report(List<Finding> findings, boolean healthy) {
    }

    /** Looks at everything. Loads the engine, which takes seconds. */
    public static Report look() {
        Doctor doctor = new Doctor();
        doctor.system();
        doctor.engine();
        doctor.driver();
        doctor.window();
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
        find("heap", String.format(Locale.ROOT, "%.1f GiB at most for Java; PyTorch's memory comes on top",
                runtime.maxMemory() / GIB));
    }

    private void engine() {
        try {
            ComputeDevice device = ComputeDevice.choose(DevicePreference.AUTO);
            ComputeDevice.versions().forEach(this::find);
            find("device", device.name());
            find("why", device.reason());
            device.bfloat16Speed().advice().ifPresent(advice -> find("bfloat16", advice));
            find("linear", device.linearLayers());
        } catch (TrainingException e) {
            healthy = false;
            find("engine", e.getMessage());
        }
    }

    private void driver() {
        if (Files.exists(ComputeDevice.NVIDIA_DRIVER)) {
            try {
                find("gpu driver", Files.readAllLines(ComputeDevice.NVIDIA_DRIVER).get(0).strip());
            } catch (IOException e) {
                find("gpu driver", "NVIDIA's driver is there but does not say its version: " + e.getMessage());
            }
        } else if (System.getProperty("os.name").startsWith("Linux")) {
            find("gpu driver", "NVIDIA's driver is not loaded: there is no " + ComputeDevice.NVIDIA_DRIVER + ".");
        }
        find("libraries", ComputeDevice.library());
    }

    private void window() {
        try {
            Class.forName("javafx.application.Application", false, Doctor.class.getClassLoader());
            find("window", "JavaFX is there"
                    + (Display.present() ? "." : ", but there is no display: the commands work, the window does not."));
        } catch (ClassNotFoundException e) {
            find("window", "JavaFX is missing: the commands work, the window does not.");
        }
    }

    private void samples() {
        try {
            find("samples", new DataConfig("sample-data", 0).resolve().toString());
        } catch (WorkbenchException e) {
            find("samples", "The sample images were not found; the sample-data command makes them.");
        }
    }

    private void find(String what, String found) {
        findings.add(new Finding(what, found));
    }
}
