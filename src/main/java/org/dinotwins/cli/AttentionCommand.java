package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dinotwins.experiment.AttentionPictures;
import org.dinotwins.experiment.Inspector;
import org.dinotwins.experiment.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attention}: what a run's teacher looks at in pictures, as PNG files. */
@Command(name = "attention", mixinStandardHelpOptions = true, description = "Writes what a run's teacher looks at in "
        + "pictures: a PNG for each head and one for their mean.")
final class AttentionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Option(names = "--run", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path folder;
    @Option(names = "--image", required = true, paramLabel = "FILE", arity = "1..*",
            description = "Pictures to look at, JPEG or PNG.")
    private List<Path> images;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the PNG files.")
    private Path out;
    @Option(names = "--block", paramLabel = "N", description = "Block, from 1; without it the last one.")
    private Integer block;
    @Option(names = "--step", paramLabel = "N", description = "Checkpoint's step; 0 for the network before training; "
            + "without it the last one.")
    private Long step;

    @Override
    public Integer call() throws Exception {
        RunFolder run = EvaluateCommand.open(folder);
        int depth = run.config().model().depth();
        if (block != null && (block < 1 || block > depth)) {
            throw new SettingFault("--block must be between 1 and " + depth + ", the run's number of blocks.");
        }
        try (Inspector inspector = Inspector.open(run, checkpoint(run))) {
            for (Path image : images) {
                AttentionPictures.write(inspector, image, block == null ? depth - 1 : block - 1, out)
                        .forEach(file -> spec.commandLine().getOut().println(file));
            }
        }
        return 0;
    }

    private Optional<Path> checkpoint(RunFolder run) throws SettingFault {
        List<RunFolder.Checkpoint> saved = run.checkpoints();
        if (step == null) {
            return Optional.of(saved.get(saved.size() - 1).file());
        }
        if (step == 0) {
            return Optional.empty();
        }
        Optional<Path> file = saved.stream().filter(c -> c.step() == step).map(RunFolder.Checkpoint::file).findFirst();
        if (file.isEmpty()) {
            throw new SettingFault("The run has no checkpoint of step " + step + "; it has "
                    + saved.stream().map(c -> Long.toString(c.step())).toList() + ".");
        }
        return file;
    }
}
