package org.dinotwins.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts classes of this class path in separate JVMs. */
final class Jvm {
    private Jvm() {}

    private static ProcessBuilder builder(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dbench.dir=" + directory());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        asTheLauncher(builder.environment());
        return builder;
    }

    /** Sets what the launcher sets; see src/main/launcher. */
    static void asTheLauncher(Map<String, String> environment) {
        environment.putIfAbsent("TORCH_CPP_LOG_LEVEL", "ERROR");
        environment.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
        environment.putIfAbsent("THP_MEM_ALLOC_ENABLE", "1");
    }

    /** Folder for generated files of benchmarks. */
    static Path directory() {
        return Path.of(System.getProperty("bench.dir", "target/bench")).toAbsolutePath();
    }

    /** Runs a class with inherited output; returns its exit code. */
    static int show(Class<?> main, List<String> options, String... arguments) throws IOException, InterruptedException {
        return builder(main, options, arguments)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }

    /** Runs a class and returns the last line of its output. */
    static String ask(Class<?> main, List<String> options, String... arguments)
            throws IOException, InterruptedException {
        return ask(main, options, Map.of(), arguments);
    }

    /** The same, with additional environment variables. */
    static String ask(Class<?> main, List<String> options, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = builder(main, options, arguments);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String[] lines = output.strip().split("\n");
        if (code != 0 || lines[lines.length - 1].isEmpty()) {
            throw new IOException(main.getSimpleName() + " ended with code " + code);
        }
        return lines[lines.length - 1];
    }
}
