package org.dinotwins.cli.ablate;

import java.util.concurrent.Callable;
import org.dinotwins.ablation.Results;
import org.dinotwins.export.report.AblationTables;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ablate table}: the scores of the finished runs. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = "Prints the results of an ablation: means with "
                + "95 %% intervals over the seeds, and paired comparisons of the variants.")
final class ResultsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExistingAblation ablation;

    @ArgGroup
    private Format format;

    /** At most one of these. */
    private static final class Format {
        @Option(names = "--csv", description = "One line per run, as comma-separated values.")
        private boolean csv;

        @Option(names = "--csv-summary", description = "One line per variant, with means and intervals.")
        private boolean summary;

        @Option(names = "--latex", description = "The variants as a LaTeX table (needs booktabs).")
        // Set by picocli; the other two options leave LaTeX as the remaining case.
        @SuppressWarnings("UnusedVariable")
        private boolean latex;
    }

    @Override
    public Integer call() throws Exception {
        Results results = Results.of(ablation.folder());
        spec.commandLine()
                .getOut()
                .println(
                        format == null
                                ? AblationTables.text(results)
                                : format.csv
                                        ? AblationTables.runs(results).csv()
                                        : format.summary
                                                ? AblationTables.variants(results)
                                                        .csv()
                                                : AblationTables.variants(results)
                                                        .latex());
        spec.commandLine().getOut().flush();
        ExistingAblation.printFailures(results, spec.commandLine().getErr());
        return 0;
    }
}
