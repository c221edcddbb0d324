package org.dinotwins.config;

import org.dinotwins.augment.CropRecipe;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.vit.ViTConfig;

/** All settings of a run: {@code config.json}, a preset, and what the Set up workspace edits. */
public record RunConfig(String name, DataConfig data, CropRecipe augment, ViTConfig model, ObjectiveConfig objective,
                        TrainConfig train) {
}
