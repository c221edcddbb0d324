package org.dinotwins.chart;

/**
 * A user's change to a weight or the learning rate during a run.
 *
 * @param step      the first step with the new value
 * @param shortText text for a marker in a chart, for example {@code DINO 0.5}
 */
public record SettingChange(long step, String shortText) {}
