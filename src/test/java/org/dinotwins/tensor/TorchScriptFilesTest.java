package org.dinotwins.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Writes the program's TorchScript files as archives for Python to {@code target/torchscript}, and loads them. */
class TorchScriptFilesTest {
    private static final Path SOURCES = Path.of("src/main/resources/org/dinotwins");
    private static final Path ARCHIVES = Path.of("target/torchscript");
    private static final Path CHECK = Path.of("src/test/resources/org/dinotwins/objective/load_in_python.py");
    /** Constants named in the files; fast operations that other builds of PyTorch may lack are off. */
    private static final Map<String, String> CONSTANTS = Map.of(
            "LINEAR_AS_CONVOLUTION", "False",
            "ATTENTION_FUSED", "True",
            "ADAMW_FUSED", "True",
            "MLP_KIND", "\"GELU\"",
            "NORM_EPSILON", "1e-6");

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".py"))
                    .sorted()
                    .toList();
        }
    }

    private static TorchScriptSource source(Path file) throws IOException {
        TorchScriptSource source = TorchScriptSource.of(file.getFileName().toString(), Files.readString(file));
        Map<String, String> constants = new HashMap<>(CONSTANTS);
        constants.keySet().removeIf(name -> !source.text().contains(name));
        return source.with(constants);
    }

    private static List<Path> write() throws IOException {
        for (Path file : sources()) {
            Path archive = ARCHIVES.resolve(SOURCES.relativize(file).toString().replace(".py", ".pt"));
            Files.createDirectories(archive.getParent());
            Files.write(archive, source(file).archive());
        }
        return sources();
    }

    @Test
    void everyFileLoads() throws Exception {
        assertThat(write()).hasSizeGreaterThan(20);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            for (Path file : sources()) {
                // Only CUDA builds of PyTorch have CUDA streams.
                if (!file.endsWith("own_stream.py")) {
                    new PyTorch.Archive(manager, source(file).archive()).close();
                }
            }
        }
    }

    /** Readers find the Java side of a file by its name. */
    @Test
    void everyFileHasAJavaTypeOfItsName() throws Exception {
        for (Path file : sources()) {
            Path folder = Path.of("src/main/java/org/dinotwins")
                    .resolve(SOURCES.relativize(file).getParent().toString());
            String name = file.getFileName()
                    .toString()
                    .replace(".py", "")
                    .replace("_", "")
                    .toLowerCase(Locale.ROOT);
            try (Stream<Path> types = Files.list(folder)) {
                assertThat(types.map(type -> type.getFileName().toString().toLowerCase(Locale.ROOT)))
                        .as(file.toString())
                        .contains(name + ".java");
            }
        }
    }

    @Test
    void pythonComputesTheSameLosses() throws Exception {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(p -> runs(p, "-c", "import torch"))
                .findFirst();
        Assumptions.assumeTrue(python.isPresent(), "no python3 here has PyTorch");
        write();
        assertThat(runs(python.get(), CHECK.toString())).isTrue();
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
