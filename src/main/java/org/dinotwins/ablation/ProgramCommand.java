package org.dinotwins.ablation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dinotwins.config.DataConfig;

/** How this program is started once more: by its launcher where it is installed, else with the Java that runs it. */
public final class ProgramCommand {
    private static final String MAIN = "org.dinotwins.Main";

    private ProgramCommand() {
    }

    /** The command and its first words, to which a command of the terminal is added. */
    public static List<String> command() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String home = System.getProperty(DataConfig.HOME);
        if (home != null) {
            Path launcher = Path.of(home, "bin", windows ? "dinotwins.bat" : "dinotwins").toAbsolutePath();
            if (Files.exists(launcher)) {
                return List.of(launcher.toString());
            }
        }
        String java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), MAIN);
    }

    /** As {@link #command}, with words added. */
    public static List<String> command(String... words) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(words));
        return command;
    }
}
