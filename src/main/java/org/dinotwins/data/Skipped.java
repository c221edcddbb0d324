package org.dinotwins.data;

/**
 * Something of an image set that was left out.
 *
 * @param what   file or annotation, short enough for a line in the window
 * @param reason a sentence for the user: why, and how to mend it where that is possible
 */
public record Skipped(String what, String reason) {
}
