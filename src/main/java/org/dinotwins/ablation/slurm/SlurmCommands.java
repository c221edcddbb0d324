package org.dinotwins.ablation.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dinotwins.config.WorkbenchException;

/** Calls the commands of Slurm, and gives up one that does not answer. */
final class SlurmCommands {
    static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);

    private final Map<String, String> environment;
    private final Duration answerWithin;

    /** @param environment added to that of the commands */
    SlurmCommands(Map<String, String> environment, Duration answerWithin) {
        this.environment = Map.copyOf(environment);
        this.answerWithin = answerWithin;
    }

    /** A command of Slurm that answered with an error. */
    static final class Unanswered extends WorkbenchException {
        private static final long serialVersionUID = 1;

        Unanswered(String message) {
            super(message);
        }
    }

    /** What a command prints. Both outputs go to files: a command that hangs with an open pipe would hold its reader. */
    String ask(String... command) throws WorkbenchException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path answer = null;
        Path error = null;
        Process process = null;
        try {
            answer = Files.createTempFile("slurm", ".txt");
            error = Files.createTempFile("slurm", ".txt");
            process = builder.redirectOutput(answer.toFile()).redirectError(error.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(answerWithin.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unanswered(command[0] + " does not answer.");
            }
            String said = Files.readString(answer);
            if (process.exitValue() != 0) {
                String why = Files.readString(error).strip();
                throw new Unanswered(command[0] + " failed: " + (why.isEmpty() ? said.strip() : why) + ".");
            }
            return said;
        } catch (IOException e) {
            throw new WorkbenchException(command[0] + " cannot be called: " + e.getMessage() + ". Slurm's commands are on "
                    + "a cluster's login node; call this there.", e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            delete(answer);
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
