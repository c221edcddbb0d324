package org.dinotwins.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dinotwins.config.WorkbenchException;

/**
 * A slot that computes one run at a time.
 *
 * @param gpu   index of its own GPU; empty for the device of the settings
 * @param separateProcess whether runs get a process of their own
 */
public record Slot(OptionalInt gpu, boolean separateProcess) {
    /** Runs in this process, which must not train anything else meanwhile. */
    public static final Slot THIS_PROCESS = new Slot(OptionalInt.empty(), false);
    /** Runs in a separate process, so that this one stays free for other work. */
    public static final Slot SEPARATE_PROCESS = new Slot(OptionalInt.empty(), true);

    static Slot on(int gpu) {
        return new Slot(OptionalInt.of(gpu), true);
    }

    /**
     * One slot per GPU.
     *
     * @param gpus    indices separated by commas, {@code all}, or empty for one slot in this process
     * @param present number of GPUs of the machine
     * @throws WorkbenchException for an index that the machine does not have, or one given twice
     */
    public static List<Slot> of(String gpus, int present) throws WorkbenchException {
        if (gpus.isBlank()) {
            return List.of(THIS_PROCESS);
        }
        if (present == 0) {
            throw new WorkbenchException("This machine has no GPU that PyTorch can use, so runs cannot be distributed; "
                    + "omit the GPUs to compute on the CPU. The doctor command shows details.");
        }
        if (gpus.strip().equals("all")) {
            return IntStream.range(0, present).mapToObj(Slot::on).toList();
        }
        List<Slot> slots = new ArrayList<>();
        for (String word : gpus.split(",")) {
            Slot slot = on(index(word.strip(), present));
            if (slots.contains(slot)) {
                throw new WorkbenchException(
                        "GPU " + word.strip() + " is given twice; two runs on one GPU would share " + "its memory.");
            }
            slots.add(slot);
        }
        return slots;
    }

    private static int index(String word, int present) throws WorkbenchException {
        try {
            int index = Integer.parseInt(word);
            if (index >= 0 && index < present) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw new WorkbenchException(
                    "\"" + word + "\" is not the index of a GPU; give numbers separated by commas, or " + "all.", e);
        }
        throw new WorkbenchException("There is no GPU " + word + "; this machine has " + present + ", counted from 0.");
    }

    /** Name for the user. */
    public String name() {
        return gpu.isPresent() ? "GPU " + gpu.getAsInt() : separateProcess ? "a separate process" : "this process";
    }
}
