/** Ablations as job arrays of a Slurm cluster. */
package org.dinotwins.ablation.slurm;
