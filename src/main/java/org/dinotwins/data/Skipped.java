package org.dinotwins.data;

/**
 * An item of an image set that was skipped.
 *
 * @param what   file or annotation, short enough for a line in the window
 * @param reason a sentence for the user: why, and how to fix it where possible
 */
public record Skipped(String what, String reason) {}
