package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.attention.AttentionSegmentation;
import org.dinotwins.export.attention.AttentionExport;
import org.dinotwins.export.attention.AttentionExport.Film;
import org.dinotwins.export.attention.AttentionExport.Format;
import org.dinotwins.export.attention.AttentionExport.Order;
import org.dinotwins.export.attention.AttentionExport.Query;
import org.dinotwins.export.attention.MapSelection;
import org.dinotwins.export.attention.PictureSelection;
import org.dinotwins.run.network.NetworkInspector;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attention}: what a network looks at in pictures, as pictures, outlines, arrays, tables and films. */
@Command(name = "attention", mixinStandardHelpOptions = true, description = "Writes what a network looks at in pictures: "
        + "maps over the picture, outlines, the attention itself, its overlap with objects, films over checkpoints.")
final class AttentionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @ArgGroup(multiplicity = "1")
    private NetworkOptions network;
    @Option(names = "--image", required = true, paramLabel = "PATH", arity = "1..*",
            description = "Pictures to look at, JPEG, PNG or BMP, or folders of them.")
    private List<Path> images;
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path out;
    @Option(names = "--block", paramLabel = "N", description = "Block, from 1; without it the last one.")
    private Integer block;
    @Option(names = "--map", paramLabel = "MAP", split = ",", defaultValue = "heads,mean", description = "heads, a "
            + "head's number, mean, max, rollout or rollout-max; several with commas. Default: ${DEFAULT-VALUE}.")
    private List<String> maps;
    @Option(names = "--query", paramLabel = "X,Y", split = ",", description = "Pixel whose patch asks; without it CLS.")
    private List<Double> query;
    @Option(names = "--size", paramLabel = "N", description = "Pixels of the longer side that the network sees, up to "
            + NetworkInspector.MOST_SIDE + "; without it the picture's own, at most 480 or the model's.")
    private Integer size;
    @Option(names = "--write", paramLabel = "KIND", split = ",", defaultValue = "png", description = "png, svg (outlines "
            + "of what the kept mass covers), npy (float32), csv (overlap with objects); several with commas. "
            + "Default: ${DEFAULT-VALUE}.")
    private Set<Format> formats = EnumSet.noneOf(Format.class);
    @Option(names = "--kept-mass", paramLabel = "SHARE", description = "Share of attention that outlines and overlaps "
            + "keep. Default: ${DEFAULT-VALUE}.")
    private double keptMass = AttentionSegmentation.KEPT_MASS;
    @Option(names = "--film", paramLabel = "KIND", description = "gif or frames: a film over the run's checkpoints for "
            + "each map, instead of other files.")
    private Film film;
    @Option(names = "--frame-time", paramLabel = "MS", description = "Milliseconds a frame of a GIF stays. Default: "
            + "${DEFAULT-VALUE}.")
    private int frameTime = 400;

    @Override
    public Integer call() throws Exception {
        check();
        List<PictureSelection.Item> items = items();
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr());
        int failed = 0;
        try (NetworkInspector inspector = network.open()) {
            inspector.notes().forEach(spec.commandLine().getErr()::println);
            AttentionExport export = new AttentionExport(order(inspector), out);
            for (int i = 0; i < items.size(); i++) {
                PictureSelection.Item item = items.get(i);
                progress.at(i / (double) items.size(), item.name().toString());
                try {
                    List<Path> files = film == null ? export.picture(inspector, item)
                            : export.film(network.run(), item, film, frameTime, progress);
                    files.forEach(spec.commandLine().getOut()::println);
                } catch (WorkbenchException e) {
                    // One picture that cannot be read is no reason to leave out the others.
                    spec.commandLine().getErr().println(e.getMessage());
                    failed++;
                }
            }
            Optional<Path> table = export.table();
            table.ifPresent(spec.commandLine().getOut()::println);
            if (table.isEmpty() && film == null && formats.contains(Format.CSV)) {
                spec.commandLine().getErr().println("No overlaps were written: none of the pictures has outlines of "
                        + "objects. Give --image the folder of an image set that has them, not its pictures alone.");
                failed++;
            }
        }
        progress.endLine();
        return failed == 0 ? 0 : Cli.FAILURE;
    }

    private List<PictureSelection.Item> items() throws UsageException {
        try {
            return PictureSelection.of(images);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    private void check() throws UsageException {
        if (size != null && (size < 1 || size > NetworkInspector.MOST_SIDE)) {
            throw new UsageException("--size must be between 1 and " + NetworkInspector.MOST_SIDE + ".");
        }
        if (!(keptMass > 0 && keptMass <= 1)) {
            throw new UsageException("--kept-mass must be above 0 and at most 1.");
        }
        if (query != null && query.size() != 2) {
            throw new UsageException("--query wants two numbers, X,Y.");
        }
        if (frameTime < 1) {
            throw new UsageException("--frame-time must be at least 1 millisecond.");
        }
        if (film != null && !network.ofRun()) {
            throw new UsageException("--film needs --run: single weights have no checkpoints to go through.");
        }
    }

    private Order order(NetworkInspector inspector) throws UsageException {
        int depth = inspector.depth();
        if (block != null && (block < 1 || block > depth)) {
            throw new UsageException("--block must be between 1 and " + depth + ", the network's number of blocks.");
        }
        List<MapSelection> shown = new ArrayList<>();
        for (String word : maps) {
            List<MapSelection> these = MapSelection.parse(word, inspector.heads());
            if (these.isEmpty()) {
                throw new UsageException("--map does not know " + word + "; it takes heads, mean, max, rollout, rollout-max "
                        + "and the numbers 1 to " + inspector.heads() + ".");
            }
            these.stream().filter(one -> !shown.contains(one)).forEach(shown::add);
        }
        return new Order(size == null ? 0 : size, block == null ? depth - 1 : block - 1,
                query == null ? new Query.Cls() : new Query.At(query.get(0), query.get(1)), shown, formats, keptMass);
    }
}
