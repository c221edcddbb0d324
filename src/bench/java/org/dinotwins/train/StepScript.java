package org.dinotwins.train;

import java.util.Map;
import org.dinotwins.objective.HybridObjective;
import org.dinotwins.tensor.Autograd;
import org.dinotwins.tensor.SourceScript;
import org.dinotwins.train.optimizer.AdamW;
import org.dinotwins.vit.VisionTransformer;

/** All operations of a training step in one script. */
public final class StepScript {
    private StepScript() {}

    /** Backbone, heads, losses, optimizer and teacher; {@code vit.py} with its linear layers as convolutions on a CPU. */
    public static SourceScript joined() {
        SourceScript script = new SourceScript();
        script.add(
                VisionTransformer.class, "vit.py", Map.of("LINEAR_AS_CONVOLUTION", "True", "ATTENTION_FUSED", "True"));
        script.add(VisionTransformer.class, "position_interpolation.py");
        for (String file : new String[] {"autograd.py", "slices.py"}) {
            script.add(Autograd.class, file);
        }
        for (String file : new String[] {
            "dino_head.py",
            "dino_loss.py",
            "centre.py",
            "barlow_projector.py",
            "barlow_twins_loss.py",
            "hybrid_objective.py",
            "gradient_conflict.py",
            "collapse_signals.py"
        }) {
            script.add(HybridObjective.class, file);
        }
        script.add(Trainer.class, "step_reader.py");
        script.add(AdamW.class, "adamw.py", Map.of("ADAMW_FUSED", "True"));
        script.add(AdamW.class, "gradient_clipping.py");
        script.add(AdamW.class, "ema_teacher.py");
        return script;
    }
}
