package org.dinotwins.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dinotwins.config.WorkbenchException;

/**
 * A place where one run at a time is computed.
 *
 * @param gpu   index of the GPU that it has for itself; empty for the device that the settings choose
 * @param apart in a process of its own
 */
public record Slot(OptionalInt gpu, boolean apart) {
    /** One run at a time in this process: no other may train in it meanwhile. */
    public static final Slot HERE = new Slot(OptionalInt.empty(), false);
    /** One run at a time in a process of its own, so that this one can go on with other things. */
    public static final Slot APART = new Slot(OptionalInt.empty(), true);

    static Slot on(int gpu) {
        return new Slot(OptionalInt.of(gpu), true);
    }

    /**
     * Shares a machine's GPUs out.
     *
     * @param asked   indices with commas between, {@code all}, or empty for one place in this process
     * @param present GPUs of the machine
     * @throws WorkbenchException for an index that the machine does not have, or one given twice
     */
    public static List<Slot> of(String asked, int present) throws WorkbenchException {
        if (asked.isBlank()) {
            return List.of(HERE);
        }
        if (present == 0) {
            throw new WorkbenchException("This machine has no GPU that PyTorch can use, so there is none to share out; "
                    + "leave out the GPUs to compute on the CPU. The doctor command says more.");
        }
        if (asked.strip().equals("all")) {
            return IntStream.range(0, present).mapToObj(Slot::on).toList();
        }
        List<Slot> slots = new ArrayList<>();
        for (String word : asked.split(",")) {
            Slot slot = on(index(word.strip(), present));
            if (slots.contains(slot)) {
                throw new WorkbenchException("GPU " + word.strip() + " is given twice; two runs on one GPU would share "
                        + "its memory.");
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
            throw new WorkbenchException("\"" + word + "\" is no index of a GPU; give numbers with commas between, or "
                    + "all.", e);
        }
        throw new WorkbenchException("There is no GPU " + word + "; this machine has " + present + ", counted from 0.");
    }

    /** For people. */
    public String name() {
        return gpu.isPresent() ? "GPU " + gpu.getAsInt() : apart ? "a process of its own" : "this process";
    }
}
