package org.dinotwins.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dinotwins.cli.terminal.ExitCode;
import org.dinotwins.cli.terminal.SetOptions;
import org.dinotwins.cli.terminal.TerminalProgress;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code attention}: writes attention maps of pictures as overlays, outlines, arrays, tables and films. */
@Command(
        name = "attention",
        mixinStandardHelpOptions = true,
        description = "Writes attention maps of pictures: overlays, "
                + "outlines, raw attention, overlap with objects, films over the checkpoints of a run.")
final class AttentionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private NetworkOptions network;

    @Option(
            names = "--image",
            required = true,
            paramLabel = "PATH",
            arity = "1..*",
            description = "Pictures (JPEG, PNG, BMP, GIF, TIFF or WebP) or folders of pictures.")
    private List<Path> images;

    @Mixin
    private SetOptions sets;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write the files to.")
    private Path out;

    @Option(names = "--block", paramLabel = "N", description = "Block, from 1. Default: the last.")
    private Integer block;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            split = ",",
            defaultValue = "heads,mean",
            description =
                    "heads, the "
                            + "number of a head, mean, max, rollout or rollout-max, separated by commas. Default: ${DEFAULT-VALUE}.")
    private List<String> maps;

    @Option(
            names = "--query",
            paramLabel = "X,Y",
            split = ",",
            description = "Pixel whose patch is the query. Default: the CLS token.")
    private List<Double> query;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Longer side in pixels at which the network processes the picture, up to "
                    + NetworkInspector.MOST_SIDE
                    + ". Default: that of the picture, at most 480 or the size of the model.")
    private Integer size;

    @Option(
            names = "--write",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "png",
            description = "png, svg (outlines "
                    + "of the kept attention), npy (float32), csv (overlap with objects), separated by commas. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Set<Format> formats = EnumSet.noneOf(Format.class);

    @Option(
            names = "--kept-mass",
            paramLabel = "SHARE",
            description = "Share of attention that outlines and overlaps " + "keep. Default: ${DEFAULT-VALUE}.")
    private double keptMass = AttentionSegmentation.KEPT_MASS;

    @Option(
            names = "--film",
            paramLabel = "KIND",
            description =
                    "gif or frames: write a film over the run's checkpoints for " + "each map instead of other files.")
    private Film film;

    @Option(
            names = "--frame-time",
            paramLabel = "MS",
            description = "Duration of a GIF's frame in milliseconds. Default: " + "${DEFAULT-VALUE}.")
    private int frameTime = 400;

    @Override
    public Integer call() throws Exception {
        check();
        TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr());
        List<PictureSelection.Item> items = items(progress);
        int failed = 0;
        try (NetworkInspector inspector = network.open()) {
            inspector.notes().forEach(spec.commandLine().getErr()::println);
            AttentionExport export = new AttentionExport(order(inspector), out);
            for (int i = 0; i < items.size(); i++) {
                PictureSelection.Item item = items.get(i);
                progress.at(i / (double) items.size(), item.name().toString());
                try {
                    List<Path> files = film == null
                            ? export.picture(inspector, item)
                            : export.film(network.run(), item, film, frameTime, progress);
                    files.forEach(spec.commandLine().getOut()::println);
                } catch (WorkbenchException e) {
                    // An unreadable picture does not stop the others.
                    spec.commandLine().getErr().println(e.getMessage());
                    failed++;
                }
            }
            Optional<Path> table = export.table();
            table.ifPresent(spec.commandLine().getOut()::println);
            if (table.isEmpty() && film == null && formats.contains(Format.CSV)) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "No overlaps were written, because none of the pictures has outlines of "
                                        + "objects. Pass the folder of an annotated image set to --image, not single pictures.");
                failed++;
            }
        }
        progress.endLine();
        return failed == 0 ? 0 : ExitCode.FAILURE;
    }

    private List<PictureSelection.Item> items(TerminalProgress progress) throws UsageException {
        try {
            PictureSelection.Selection selection = PictureSelection.of(images);
            for (ImageSet set : selection.sets()) {
                sets.admit(set, progress);
            }
            return selection.items();
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
            throw new UsageException("--query needs two numbers, X,Y.");
        }
        if (frameTime < 1) {
            throw new UsageException("--frame-time must be at least 1 millisecond.");
        }
        if (film != null && !network.ofRun()) {
            throw new UsageException("--film needs --run: a weights file has no checkpoints.");
        }
    }

    private Order order(NetworkInspector inspector) throws UsageException {
        int depth = inspector.depth();
        if (block != null && (block < 1 || block > depth)) {
            throw new UsageException("--block must be between 1 and " + depth + ", the network's number of blocks.");
        }
        List<MapSelection> selected = new ArrayList<>();
        for (String word : maps) {
            List<MapSelection> named = MapSelection.parse(word, inspector.heads());
            if (named.isEmpty()) {
                throw new UsageException("--map has no value " + word + "; use heads, mean, max, rollout, rollout-max "
                        + "or a number from 1 to " + inspector.heads() + ".");
            }
            named.stream().filter(map -> !selected.contains(map)).forEach(selected::add);
        }
        return new Order(
                size == null ? 0 : size,
                block == null ? depth - 1 : block - 1,
                query == null ? new Query.Cls() : new Query.At(query.get(0), query.get(1)),
                selected,
                formats,
                keptMass);
    }
}
