package org.dinotwins.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.dinotwins.tensor.TorchScript;

/** The teacher as an exponential moving average of the student (DINO paper, section 3.1). */
public interface EmaTeacher extends TorchScript {
    static EmaTeacher load(NDManager parent) {
        return TorchScript.load(parent, EmaTeacher.class, "ema_teacher.py");
    }

    /** Sets {@code teacher = momentum * teacher + (1 - momentum) * student}, weight by weight. */
    void update(List<NDArray> teacher, List<NDArray> student, double momentum);
}
