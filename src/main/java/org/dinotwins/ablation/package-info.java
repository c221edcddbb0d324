/** Grids of runs over settings and seeds: their folder, their queue and their statistics. */
package org.dinotwins.ablation;
