package org.dinotwins.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dinotwins.ablation.CellStatus.State;
import org.dinotwins.run.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order and place in which cells run, without training anything. */
class AblationQueueTest {
    @TempDir
    private Path home;

    private AblationFolder folder;

    @BeforeEach
    void createSixCells() throws Exception {
        folder = AblationFolder.create(home.resolve("ablation"), GridJson.parse("""
                {"base": "quick", "axes": [{"setting": "train.epochs", "values": [1, 2, 3]}], "seeds": [0, 1]}"""));
    }

    /** Records reports, and can be cancelled. */
    private static final class Reported implements Progress {
        private final List<String> words = Collections.synchronizedList(new ArrayList<>());
        private final List<Double> shares = Collections.synchronizedList(new ArrayList<>());
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public void at(double share, String what) {
            shares.add(share);
            words.add(what);
        }

        @Override
        public boolean cancelled() {
            return cancelled.get();
        }
    }

    private CellStatus end(Cell cell, State state, String reason) {
        CellStatus status = new CellStatus(state, reason, 10, 1);
        try {
            folder.lock(cell).orElseThrow().close();
            folder.save(cell, status);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return status;
    }

    private AblationQueue.Counts run(String gpus, boolean retry, AblationQueue.Worker worker, Reported reported)
            throws Exception {
        return AblationQueue.run(folder, Slot.of(gpus, 4), retry, worker, reported, () -> {});
    }

    @Test
    void aFreeGpuTakesTheNextCellAndNoGpuRunsTwo() throws Exception {
        Map<String, Integer> atWork = new ConcurrentHashMap<>();
        Map<Integer, String> where = Collections.synchronizedMap(new TreeMap<>());
        CyclicBarrier bothAtWork = new CyclicBarrier(2);
        Reported reported = new Reported();
        AblationQueue.Counts outcome = run(
                "1, 3",
                false,
                (cell, slot, progress) -> {
                    assertThat(atWork.merge(slot.name(), 1, Integer::sum))
                            .as(slot.name())
                            .isEqualTo(1);
                    where.put(cell.index(), slot.name());
                    if (cell.index() < 2) {
                        try {
                            bothAtWork.await(60, TimeUnit.SECONDS);
                        } catch (Exception e) {
                            throw new IllegalStateException("the first two cells did not run side by side", e);
                        }
                    }
                    progress.at(0.5, "half");
                    atWork.merge(slot.name(), -1, Integer::sum);
                    return end(cell, State.DONE, "");
                },
                reported);
        assertThat(outcome).isEqualTo(new AblationQueue.Counts(6, 0, 0, false));
        assertThat(where).containsOnlyKeys(0, 1, 2, 3, 4, 5);
        assertThat(new HashSet<>(where.values())).isEqualTo(Set.of("GPU 1", "GPU 3"));
        assertThat(reported.shares.get(reported.shares.size() - 1)).isEqualTo(1);
        assertThat(reported.shares).isSortedAccordingTo((a, b) -> a > b + 1e-9 ? 1 : -1);
        assertThat(reported.words).anyMatch(w -> w.startsWith("3 of 6 runs finished, about ") && w.contains(" left"));
    }

    @Test
    void aFailureIsRecordedAndTheOthersContinue() throws Exception {
        AblationQueue.Worker worker = (cell, slot, progress) ->
                cell.index() == 1 ? end(cell, State.FAILED, "It broke.") : end(cell, State.DONE, "");
        assertThat(run("", false, worker, new Reported())).isEqualTo(new AblationQueue.Counts(5, 1, 0, false));
        assertThat(folder.status(folder.cell(1)).reason()).isEqualTo("It broke.");

        List<Integer> tried = new ArrayList<>();
        AblationQueue.Worker second = (cell, slot, progress) -> {
            tried.add(cell.index());
            return end(cell, State.DONE, "");
        };
        run("", false, second, new Reported());
        assertThat(tried).as("finished cells are skipped").isEmpty();
        assertThat(run("", true, second, new Reported())).isEqualTo(new AblationQueue.Counts(6, 0, 0, false));
        assertThat(tried).containsExactly(1);
    }

    @Test
    void cancellingStopsAfterTheRunningCells() throws Exception {
        Reported reported = new Reported();
        CountDownLatch begun = new CountDownLatch(1);
        AblationQueue.Counts outcome = run(
                "",
                false,
                (cell, slot, progress) -> {
                    begun.countDown();
                    reported.cancelled.set(true);
                    assertThat(progress.cancelled()).isTrue();
                    return end(cell, State.STOPPED, "");
                },
                reported);
        assertThat(begun.getCount()).isZero();
        assertThat(outcome).isEqualTo(new AblationQueue.Counts(0, 0, 6, true));
    }

    @Test
    void aFolderHoldsOneGridAndADamagedStateCountsAsStopped() throws Exception {
        Grid other = folder.grid().withSeeds(List.of(5L));
        assertThatThrownBy(() -> AblationFolder.create(folder.path(), other)).hasMessageContaining("another ablation");
        assertThat(AblationFolder.create(folder.path(), folder.grid()).cells()).isEqualTo(folder.cells());
        assertThat(AblationFolder.open(folder.path()).grid()).isEqualTo(folder.grid());
        assertThatThrownBy(() -> AblationFolder.open(home)).hasMessageContaining("no ablation");

        Cell cell = folder.cell(2);
        assertThat(folder.status(cell).state()).isEqualTo(State.WAITING);
        end(cell, State.RUNNING, "");
        assertThat(folder.status(cell).state()).as("no process holds its lock").isEqualTo(State.STOPPED);
        Files.writeString(folder.path().resolve("cells/" + cell.folder() + "/state.json"), "{\"sta");
        assertThat(folder.status(cell).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void theEstimateCountsRunningAndWaitingCells() {
        var half = new RemainingTime.Running(0.5, 0, 30);
        assertThat(RemainingTime.seconds(List.of(), List.of(), 3, 1)).isNaN();
        assertThat(RemainingTime.seconds(List.of(), List.of(half), 0, 1)).isCloseTo(30, within(1e-9));
        assertThat(RemainingTime.seconds(List.of(), List.of(half), 2, 1)).isCloseTo(150, within(1e-9));
        assertThat(RemainingTime.seconds(List.of(100.0, 140.0), List.of(half), 2, 1))
                .isCloseTo(270, within(1e-9));
        assertThat(RemainingTime.seconds(List.of(100.0), List.of(half, half), 2, 2))
                .isCloseTo(130, within(1e-9));
        var resumed = new RemainingTime.Running(0.75, 0.5, 30);
        assertThat(RemainingTime.seconds(List.of(), List.of(resumed), 0, 1)).isCloseTo(30, within(1e-9));
    }

    @Test
    void gpuListsBecomeSlots() throws Exception {
        assertThat(Slot.of("", 0)).containsExactly(Slot.THIS_PROCESS);
        assertThat(Slot.of("all", 3)).extracting(Slot::name).containsExactly("GPU 0", "GPU 1", "GPU 2");
        assertThat(Slot.of("2,0", 3)).extracting(Slot::name).containsExactly("GPU 2", "GPU 0");
        assertThatThrownBy(() -> Slot.of("0", 0)).hasMessageContaining("no GPU");
        assertThatThrownBy(() -> Slot.of("3", 3)).hasMessageContaining("has 3");
        assertThatThrownBy(() -> Slot.of("1,1", 3)).hasMessageContaining("twice");
        assertThatThrownBy(() -> Slot.of("one", 3)).hasMessageContaining("not the index");
        assertThat(CellProcess.visible(null, 1)).isEqualTo("1");
        assertThat(CellProcess.visible("4, 6", 1)).as("among the visible GPUs").isEqualTo("6");
    }

    @Test
    void otherOutputOfAChildIsSkipped() {
        Reported reported = new Reported();
        String said = "Loading\n@progress 0.25 step 1\n@progress 0.[W warning] 5 step 2\n@progress -1.0 Opening\n"
                + "@progress\n@progress 1.0E-4 step 3\n";
        CellProcess.read(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)), reported);
        assertThat(reported.shares).containsExactly(0.25, -1.0, 1e-4);
        assertThat(reported.words).containsExactly("step 1", "Opening", "step 3");
    }
}
