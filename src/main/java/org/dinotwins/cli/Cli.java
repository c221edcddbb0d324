package org.dinotwins.cli;

import java.io.PrintWriter;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of the terminal. Results go to standard output, everything else to standard error. */
@Command(name = "dinotwins", mixinStandardHelpOptions = true, versionProvider = Cli.Version.class,
        description = "Train and inspect self-supervised vision transformers: DINO, Barlow Twins and their hybrid. "
                + "Without a command the window opens.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:the command failed", "2:an option or setting is wrong", "130:interrupted"},
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {TrainCommand.class, EvaluateCommand.class, MeasureCommand.class, TableCommand.class,
            AblateCommand.class, AttentionCommand.class, ExportCommand.class, ReportCommand.class, PresetsCommand.class,
            SettingsCommand.class, SampleDataCommand.class, DoctorCommand.class})
public final class Cli implements Runnable {
    /** Exit code of a usage or configuration fault. */
    public static final int USAGE = 2;
    /** Exit code of a command that failed. */
    static final int FAILURE = 1;
    /** Exit code after Ctrl-C, by the shell's convention 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec;

    private Cli() {
    }

    /** The command line, ready to execute; writers may be set on it. */
    public static CommandLine create() {
        CommandLine line = new CommandLine(new Cli());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println(sentence(e));
            err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        });
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            if (e instanceof WorkbenchException || e instanceof UsageException) {
                at.getErr().println(e.getMessage());
                return e instanceof UsageException ? USAGE : FAILURE;
            }
            throw e;
        });
        return line;
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage().lines().findFirst().orElse("The command line cannot be understood");
        return message.endsWith(".") ? message : message + ".";
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** Says which build this is. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"DinoTwins Workbench " + Versions.program(),
                "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")};
        }
    }
}
