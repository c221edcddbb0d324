package org.dinotwins.train;

import java.io.IOException;
import org.dinotwins.objective.Losses;
import org.dinotwins.tensor.SourceScript;
import org.dinotwins.vit.VisionTransformer;

/** All operations of a training step in one script. */
public final class StepScript {
    private StepScript() {
    }

    /** Backbone, heads and losses, and what is done to lists of arrays, whose {@code rows} is called {@code cut_rows} here. */
    public static SourceScript joined() throws IOException {
        return new SourceScript().add(VisionTransformer.class, "backbone.py", "LINEAR_AS_CONVOLUTION", "True")
                .add(Losses.class, "objective.py")
                .add(StepLists.class, "step.py", "  def rows(", "  def cut_rows(");
    }
}
