package org.dinotwins.ablation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.config.DataConfig;

/** The command line that starts this program again: its launcher if installed, else the Java that runs it. */
public final class ProgramCommand {
    private static final String MAIN = "org.dinotwins.Main";

    private ProgramCommand() {}

    /** The start of the command line, without arguments. */
    public static List<String> command() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String home = System.getProperty(DataConfig.HOME);
        if (home != null) {
            Path launcher = Path.of(home, "bin", windows ? "dinotwins.bat" : "dinotwins")
                    .toAbsolutePath();
            if (Files.exists(launcher)) {
                return List.of(launcher.toString());
            }
        }
        String java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java")
                .toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), MAIN);
    }

    /** The command line with arguments. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        return command;
    }
}
