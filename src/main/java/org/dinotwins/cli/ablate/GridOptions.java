package org.dinotwins.cli.ablate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Cell;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.GridJson;
import org.dinotwins.ablation.GridPresets;
import org.dinotwins.cli.terminal.UsageException;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.WorkbenchException;
import picocli.CommandLine.Option;

/** The options that select a grid. */
final class GridOptions {
    @Option(
            names = "--grid",
            paramLabel = "FILE",
            description = "JSON file of the grid; 'ablate presets NAME' prints an " + "example.")
    private Path file;

    @Option(names = "--preset", paramLabel = "NAME", description = "A built-in grid: methods, shares or augmentations.")
    private String preset;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the image set, or sample:N for N drawn sample pictures.")
    private String data;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description = "Seeds that replace the grid's, separated by " + "commas.")
    private List<Long> seeds = List.of();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all runs; repeatable.")
    private Map<String, String> changes = new LinkedHashMap<>();

    private boolean given() {
        return file != null || preset != null || data != null || !seeds.isEmpty() || !changes.isEmpty();
    }

    private Grid grid() throws UsageException {
        if ((file == null) == (preset == null)) {
            throw new UsageException("Give either --grid FILE or --preset NAME; the presets are "
                    + String.join(", ", GridPresets.names()) + ".");
        }
        try {
            Grid grid = file != null ? GridJson.read(file) : GridPresets.load(preset);
            Map<String, String> all = new LinkedHashMap<>(changes);
            if (data != null) {
                all.put("data.folder", data);
            }
            grid = grid.withBase(ConfigJson.with(grid.base(), all));
            grid = seeds.isEmpty() ? grid : grid.withSeeds(seeds);
            grid.cells();
            return grid;
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** Inspects the runs of a grid before anything is written. */
    interface Check {
        void inspect(List<Cell> runs) throws UsageException;
    }

    /** Creates the ablation's folder or, with {@code resume}, opens the one that already holds this grid. */
    AblationFolder folder(Path out, boolean resume, Check check) throws UsageException, WorkbenchException {
        if (out == null) {
            throw new UsageException("--out is missing: the folder of the ablation.");
        }
        if (!resume) {
            Grid grid = grid();
            if (AblationFolder.holds(out)) {
                throw new UsageException("There is an ablation in " + out + " already; add --resume to continue it, or "
                        + "choose another --out.");
            }
            check.inspect(grid.cells());
            return AblationFolder.create(out, grid);
        }
        try {
            AblationFolder existing = AblationFolder.open(out);
            if (given() && !existing.grid().equals(grid())) {
                throw new UsageException("The ablation in " + out
                        + " has another grid; omit the grid options to resume " + "it unchanged.");
            }
            // The results of a finished ablation need no pictures.
            if (existing.statuses().stream().anyMatch(status -> status.state() != State.DONE)) {
                check.inspect(existing.cells());
            }
            return existing;
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }
}
