package org.dinotwins.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code doctor}: reports the environment of the program. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Reports the environment of the program, and why a GPU is used or not.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Cli cli;

    @Override
    public Integer call() {
        Doctor.Report report = Doctor.look(cli.hasDisplay());
        report.findings()
                .forEach(f -> spec.commandLine().getOut().printf(Locale.ROOT, "%-12s %s%n", f.what(), f.found()));
        return report.healthy() ? 0 : ExitCode.FAILURE;
    }
}
