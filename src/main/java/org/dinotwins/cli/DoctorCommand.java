package org.dinotwins.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code doctor}: what this machine offers, and why the GPU is or is not used. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Says what the program runs on, and why the GPU is or is not used.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @ParentCommand
    private Cli cli;

    @Override
    public Integer call() {
        Doctor.Report report = Doctor.look(cli.hasDisplay());
        report.findings().forEach(f -> spec.commandLine().getOut().printf(Locale.ROOT, "%-12s %s%n", f.what(),
                f.found()));
        return report.healthy() ? 0 : ExitCode.FAILURE;
    }
}
