package org.dinotwins.chart;

/**
 * Something that the user changed while the run went on.
 *
 * @param step      the first step that it acts on
 * @param shortText for a mark in a chart, for example {@code DINO 0.5}
 */
public record SettingChange(long step, String shortText) {
}
