package org.dinotwins.cli.ablate;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.ablation.Score;
import org.dinotwins.ablation.Tuning;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.WorkbenchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablate choose}: the grid of a second ablation, with the best value of one axis. */
@Command(
        name = "choose",
        mixinStandardHelpOptions = true,
        description =
                "Chooses the value of one axis of a finished ablation by its scores, for each combination of the other "
                        + "axes, and prints the grid of a second ablation. Score that one on other pictures: --set data.folder=DIR.")
final class ChooseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExistingAblation ablation;

    @Option(names = "--axis", required = true, paramLabel = "NAME", description = "Axis whose value is chosen.")
    private String axis;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            defaultValue = "knn_top1",
            description = "Score to choose by, with the name of its CSV column. Default: ${DEFAULT-VALUE}.")
    private String score;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Seeds of the second ablation, separated by commas. Default: those of the first.")
    private List<Long> seeds = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a setting of all runs of the second ablation; repeatable.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        AblationFolder folder = ablation.folder();
        Tuning tuning;
        Grid second;
        try {
            tuning = Tuning.of(folder, axis, score());
            Grid grid = tuning.grid().withBase(ConfigJson.with(tuning.grid().base(), changes));
            second = seeds.isEmpty() ? grid : grid.withSeeds(seeds);
            second.cells();
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
        report(folder, tuning, second);
        spec.commandLine().getOut().println(GridJson.write(second));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Score score() throws UsageException {
        return Arrays.stream(Score.values())
                .filter(s -> s.key().equals(score))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no score " + score + "; the scores are "
                        + Arrays.stream(Score.values()).map(Score::key).collect(Collectors.joining(", ")) + "."));
    }

    private void report(AblationFolder folder, Tuning tuning, Grid second) {
        PrintWriter err = spec.commandLine().getErr();
        for (Tuning.Choice choice : tuning.choices()) {
            err.printf(
                    Locale.ROOT,
                    "%s%s%s%n",
                    choice.variant().isEmpty() ? "" : choice.variant() + ": ",
                    choice.value(),
                    choice.extreme() ? ", the first or last of the values; beyond it there may be a better one" : "");
        }
        if (second.base().data().equals(folder.grid().base().data())) {
            err.println("The second ablation uses the pictures that chose these values, so its scores are too high. "
                    + "Name others with --set data.folder=DIR.");
        }
        err.flush();
    }
}
