package org.dinotwins.ablation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.config.Json;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.files.FolderTree;
import org.dinotwins.message.Reason;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.RunLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ablation on disk: {@code grid.json}, the run folders {@code runs/CELL}, {@code cells/CELL/state.json}, and
 * {@code slurm/} for a cluster. Each cell has its own state file, so that workers on machines that share the folder never
 * write the same file.
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
     * Creates the folder of a new ablation, or opens it if it already holds the same grid.
     *
     * @throws WorkbenchException when it holds another grid, or cannot be written
     */
    public static AblationFolder create(Path folder, Grid grid) throws WorkbenchException {
        Path path = folder.toAbsolutePath().normalize();
        List<Cell> cells = grid.cells();
        if (holds(path)) {
            if (!open(path).grid().equals(grid)) {
                throw new WorkbenchException("There is another ablation in " + path + "; choose another folder, or "
                        + "resume that ablation unchanged.");
            }
            return new AblationFolder(path, grid, cells);
        }
        try {
            Files.createDirectories(path.resolve(RUNS));
            AtomicFile.write(path.resolve(GRID), GridJson.write(grid));
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + path + " cannot be written: " + Reason.of(e) + ".", e);
        }
        return new AblationFolder(path, grid, cells);
    }

    /** Opens an existing ablation. */
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

    /** The grid of its runs. */
    public Grid grid() {
        return grid;
    }

    /** All cells of the grid in order. */
    public List<Cell> cells() {
        return cells;
    }

    /** The cell of this number. */
    public Cell cell(int index) throws WorkbenchException {
        if (index < 0 || index >= cells.size()) {
            throw new WorkbenchException("The ablation in " + path + " has runs 0 to " + (cells.size() - 1)
                    + ", but no " + "run " + index + ".");
        }
        return cells.get(index);
    }

    /** Folder of a cell's run; it may not exist yet. */
    public Path run(Cell cell) {
        return path.resolve(RUNS).resolve(cell.folder());
    }

    /** Folder of all runs, for {@link RunFolder#list}. */
    public Path runs() {
        return path.resolve(RUNS);
    }

    /** State of a cell; STOPPED if it was running in a process that has died. */
    public CellStatus status(Cell cell) {
        Path file = state(cell);
        CellStatus status;
        try {
            status = Json.GSON.fromJson(Files.readString(file), CellStatus.class);
            Objects.requireNonNull(status, "the file is empty");
        } catch (NoSuchFileException e) {
            return CellStatus.NONE;
        } catch (IOException | RuntimeException e) {
            // The run folder holds what was done, so the cell can be resumed from there.
            LOG.warn("{} is damaged; the cell is resumed from its run folder", file);
            LOG.debug("the state of a cell", e);
            return CellStatus.NONE.in(State.STOPPED, "");
        }
        boolean dead = status.state() == State.RUNNING && !RunLock.taken(file.getParent());
        return dead ? status.in(State.STOPPED, "") : status;
    }

    /** States of all cells, in their order. */
    public List<CellStatus> statuses() {
        return cells.stream().map(this::status).toList();
    }

    /** Scores of a finished cell; empty for any other. */
    public Optional<CellScores> scores(Cell cell) {
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

    /** Locks a cell to work on it; empty while another worker holds it. */
    Optional<RunLock> lock(Cell cell) throws WorkbenchException {
        Path folder = state(cell).getParent();
        try {
            Files.createDirectories(folder);
            return RunLock.tryTake(folder);
        } catch (IOException e) {
            throw new WorkbenchException("The folder " + folder + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    /** Saves a cell's state; the caller must hold its lock. */
    void save(Cell cell, CellStatus status) throws WorkbenchException {
        try {
            AtomicFile.write(state(cell), Json.GSON.toJson(status) + "\n");
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The state of " + cell.title() + " cannot be written to " + path + ": " + Reason.of(e) + ".", e);
        }
    }

    /** Deletes the files of a run that ended before its first checkpoint, so that it can start again. */
    void clear(Cell cell) throws WorkbenchException {
        Path run = run(cell);
        try {
            FolderTree.delete(run);
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The run in " + run + " cannot be deleted to start it again: " + Reason.of(e) + ".", e);
        }
    }

    private Path state(Cell cell) {
        return path.resolve(CELLS).resolve(cell.folder()).resolve(STATE);
    }
}
