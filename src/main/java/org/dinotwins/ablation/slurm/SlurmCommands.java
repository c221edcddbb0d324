package org.dinotwins.ablation.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.message.Reason;

/** Runs the commands of Slurm with a time limit. */
final class SlurmCommands {
    static final Duration TIME_LIMIT = Duration.ofMinutes(1);

    private final Map<String, String> environment;
    private final Duration timeLimit;

    /** @param environment added to the environment of the commands */
    SlurmCommands(Map<String, String> environment, Duration timeLimit) {
        this.environment = Map.copyOf(environment);
        this.timeLimit = timeLimit;
    }

    /** A command of Slurm failed or timed out. */
    static final class FailedException extends WorkbenchException {
        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }

    /** Runs a command and returns its output. The output goes to files, because a command that hangs would block a pipe's reader. */
    String run(String... command) throws WorkbenchException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path output = null;
        Path error = null;
        Process process = null;
        try {
            output = Files.createTempFile("slurm", ".txt");
            error = Files.createTempFile("slurm", ".txt");
            process = builder.redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(timeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FailedException(command[0] + " did not finish in time.");
            }
            String text = Files.readString(output);
            if (process.exitValue() != 0) {
                String why = Files.readString(error).strip();
                throw new FailedException(command[0] + " failed: " + (why.isEmpty() ? text.strip() : why) + ".");
            }
            return text;
        } catch (IOException e) {
            throw new WorkbenchException(
                    command[0] + " cannot be started: " + Reason.of(e) + ". Run this on "
                            + "the login node of a Slurm cluster.",
                    e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(output);
            delete(error);
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
