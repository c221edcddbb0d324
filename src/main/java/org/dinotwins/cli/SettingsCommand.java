package org.dinotwins.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code settings}: lists the settings that {@code --set} can change. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Lists the settings that --set can change, with their ranges and descriptions.")
final class SettingsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "WORD", description = "List only settings whose path contains this word.")
    private String word;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Setting setting : Setting.all()) {
            if (word == null || setting.path().contains(word)) {
                out.println(String.join(", ", setting.paths()) + allowed(setting));
                out.println("    " + setting.help());
            }
        }
        return 0;
    }

    private static String allowed(Setting setting) {
        if (!setting.choices().isEmpty()) {
            return "  (" + String.join(", ", setting.choices()) + ")";
        }
        if (Double.isInfinite(setting.min())) {
            return "";
        }
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        return "  (" + ConfigJson.plain(setting.min()) + " to " + ConfigJson.plain(setting.max()) + unit + ")";
    }
}
