package org.dinotwins.chart;

import java.awt.Color;

/**
 * The colours of a chart, by their names in the window's style sheet:
 * {@code surface, border, grid, text, muted, subtle, accent, dino, barlow, total, teacher}.
 */
@FunctionalInterface
public interface ChartColours {
    /** @throws IllegalArgumentException for an unknown name */
    Color get(String name);
}
