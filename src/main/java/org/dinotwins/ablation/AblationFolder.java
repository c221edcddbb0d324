package org.dinotwins.ablation;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ablation on disk: {@code grid.json}, {@code runs/CELL} (a run folder each), {@code cells/CELL/state.json}, and
 * {@code slurm/} for a cluster. Every cell has a state file of its own, so that workers on many machines that share the
 * folder never write the same file.
 */
public final class AblationFolder {
    static final String GRID = "grid.json";
    private static final String RUNS = "runs";
    private static final String CELLS = "cells";
    private static final String STATE = "state.json";
    private static final Logger LOG = LoggerFactory.getLogger(AblationFolder.class);

    private final Path path;
    private final Grid grid;
    private final List<Cell> cells;

    private AblationFolder(Path path, Grid grid, List<Cell> cells) {
        this.path = path;
        this.grid = grid;
        this.cells = cells;
    }

    /**
     * Makes the folder of a new ablation, or opens it when it holds this very grid already.
     *
     * @throws WorkbenchException when it holds another grid, or cannot be written
     */
    public static AblationFolder create(Path folder, Grid grid) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        List<Cell> cells = grid.cells();
        if (holds(path)) {
            if (!open(path).grid().equals(grid)) {
                throw new WorkbenchException("There is another ablation in " + path + "; choose another folder, or go "
                        + "on with that one as it is.");
            }
            return new AblationFolder(path, grid, cells);
        }
        try {
            Files.createDirectories(path.resolve(RUNS));
            AtomicFile.write(path.resolve(GRID), GridJson.write(grid));
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + path + " cannot be written: " + e.getMessage() + ".", e);
        }
        return new AblationFolder(path, grid, cells);
    }

    /** Opens an ablation that was begun. */
    public static AblationFolder open(Path folder) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        if (!holds(path)) {
            throw new WorkbenchException("There is no ablation in " + path + ": it has no " + GRID + ".");
        }
        Grid grid = GridJson.read(path.resolve(GRID));
        return new AblationFolder(path, grid, grid.cells());
    }

    /** True when the folder holds an ablation. */
    public static boolean holds(Path folder) {
        return Files.exists(folder.resolve(GRID));
    }

    /** The folder, absolute. */
    public Path path() {
        return path;
    }

    /** What is compared. */
    public Grid grid() {
        return grid;
    }

    /** All runs of the grid in order. */
    public List<Cell> cells() {
        return cells;
    }

    /** The cell of this number. */
    public Cell cell(int index) throws WorkbenchException {
        if (index < 0 || index >= cells.size()) {
            throw new WorkbenchException("The ablation in " + path + " has runs 0 to " + (cells.size() - 1) + ", no "
                    + index + ".");
        }
        return cells.get(index);
    }

    /** Folder of a cell's run, which may not be there yet. */
    public Path run(Cell cell) {
        return path.resolve(RUNS).resolve(cell.folder());
    }

    /** Folder that holds all runs, as {@link RunFolder#list} wants it. */
    public Path runs() {
        return path.resolve(RUNS);
    }

    /** How far a cell is; one whose process has died is half done. */
    public CellStatus status(Cell cell) {
        Path file = state(cell);
        CellStatus status;
        try {
            JsonObject json = Json.object(Files.readString(file));
            status = new CellStatus(State.valueOf(json.get("state").getAsString()), json.get("reason").getAsString(),
                    json.get("seconds").getAsDouble(), json.get("attempts").getAsInt());
        } catch (NoSuchFileException e) {
            return CellStatus.NONE;
        } catch (IOException | WorkbenchException | RuntimeException e) {
            // What was done is in the run folder; the cell is gone on with from there.
            LOG.warn("{} cannot be read: {}", file, e.getMessage());
            return CellStatus.NONE.in(State.STOPPED, "");
        }
        boolean dead = status.state() == State.RUNNING && !RunLock.taken(file.getParent());
        return dead ? status.in(State.STOPPED, "") : status;
    }

    /** States of all cells, in their order. */
    public List<CellStatus> statuses() {
        return cells.stream().map(this::status).toList();
    }

    /** What a finished cell reached. */
    public Optional<CellScores> reached(Cell cell) {
        if (status(cell).state() != State.DONE) {
            return Optional.empty();
        }
        try {
            RunFolder run = RunFolder.open(run(cell));
            return run.evaluation().map(evaluation -> new CellScores(evaluation, CellRun.probe(run)));
        } catch (WorkbenchException e) {
            LOG.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Takes a cell to work on it; empty while another worker has it. */
    Optional<RunLock> take(Cell cell) throws WorkbenchException {
        Path folder = state(cell).getParent();
        try {
            Files.createDirectories(folder);
            return RunLock.taken(folder) ? Optional.empty() : Optional.of(RunLock.take(folder));
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + folder + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    /** Keeps a cell's state; called by who holds its lock. */
    void keep(Cell cell, CellStatus status) throws WorkbenchException {
        JsonObject json = new JsonObject();
        json.addProperty("state", status.state().name());
        json.addProperty("reason", status.reason());
        json.addProperty("seconds", status.seconds());
        json.addProperty("attempts", status.attempts());
        try {
            AtomicFile.write(state(cell), Json.pretty(json));
        } catch (IOException e) {
            throw new WorkbenchException("The state of " + cell.title() + " cannot be written to " + path + ": "
                    + e.getMessage() + ".", e);
        }
    }

    /** Removes what a run left that ended before its first checkpoint: it begins anew. */
    void clear(Cell cell) throws WorkbenchException {
        Path run = run(cell);
        if (!Files.isDirectory(run)) {
            return;
        }
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new WorkbenchException("The run in " + run + " cannot be begun anew: " + e.getMessage() + ".", e);
        }
    }

    private Path state(Cell cell) {
        return path.resolve(CELLS).resolve(cell.folder()).resolve(STATE);
    }
}
