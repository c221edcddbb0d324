package org.dinotwins.app.live;

/**
 * Something that the user changed while the run went on.
 *
 * @param step      the first step that it acts on
 * @param shortText for a mark in a chart, for example {@code DINO 0.5}
 */
record Change(long step, String shortText) {
}
