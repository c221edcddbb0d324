package org.dinotwins.config;

import org.dinotwins.augment.CropRecipe;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.train.TrainConfig;
import org.dinotwins.vit.ViTConfig;

/** All settings of a run, as in {@code config.json}, in a preset and in the Set up workspace. */
public record RunConfig(
        String name,
        DataConfig data,
        CropRecipe augment,
        ViTConfig model,
        ObjectiveConfig objective,
        TrainConfig train) {}
