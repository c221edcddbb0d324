package org.dinotwins.cli;

import java.io.PrintWriter;
import org.dinotwins.cli.ablate.AblateCommand;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.MissingImagesException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.run.UncaughtFailures;
import org.dinotwins.run.Versions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of the terminal. Results go to standard output, everything else to standard error. */
@Command(
        name = "dinotwins",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Version.class,
        description = "Trains and inspects self-supervised vision transformers: DINO, Barlow Twins and their hybrid. "
                + "Without a command it opens the window.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:the command failed", "2:an option or setting is wrong", "130:interrupted"},
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            MeasureCommand.class,
            TableCommand.class,
            ReproduceCommand.class,
            AblateCommand.class,
            AttentionCommand.class,
            ExportCommand.class,
            ReportCommand.class,
            PresetsCommand.class,
            SettingsCommand.class,
            SampleDataCommand.class,
            DoctorCommand.class
        })
public final class Cli implements Runnable {
    private static final String DATA = "--data";
    private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

    private final boolean hasDisplay;

    @Spec
    private CommandSpec spec;

    private Cli(boolean hasDisplay) {
        this.hasDisplay = hasDisplay;
    }

    /**
     * The command line, ready to execute; writers may be set on it.
     *
     * @param hasDisplay whether a window could open on this machine, for {@code doctor}
     */
    public static CommandLine create(boolean hasDisplay) {
        CommandLine line = new CommandLine(new Cli(hasDisplay));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(parsed -> {
            try {
                return new CommandLine.RunLast().execute(parsed);
            } finally {
                // The process exits next, and a writer flushes by itself only at the end of a println.
                parsed.commandSpec().commandLine().getOut().flush();
            }
        });
        line.setParameterExceptionHandler((e, args) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println(sentence(e));
            err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, at, parsed) -> {
            if (e instanceof WorkbenchException || e instanceof UsageException) {
                at.getErr().println(e.getMessage());
                if (missingImages(e) && at.getCommandSpec().findOption(DATA) != null) {
                    at.getErr().println("Use " + DATA + " to name it.");
                }
                return e instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILURE;
            }
            LOG.error("the command failed", e);
            at.getErr().println(UncaughtFailures.sentence(e));
            return ExitCode.FAILURE;
        });
        return line;
    }

    private static boolean missingImages(Throwable e) {
        return e instanceof MissingImagesException || e.getCause() instanceof MissingImagesException;
    }

    boolean hasDisplay() {
        return hasDisplay;
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage().lines().findFirst().orElse("The command line is invalid");
        return message.endsWith(".") ? message : message + ".";
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** Prints the versions of the program and of Java. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "DinoTwins Workbench " + Versions.program(),
                "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
