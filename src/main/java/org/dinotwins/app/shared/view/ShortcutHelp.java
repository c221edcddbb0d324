package org.dinotwins.app.shared.view;

/**
 * A line of the shortcuts overlay.
 *
 * @param keys as written on the keyboard, for example {@code 1 … 9}
 * @param what what they do
 */
public record ShortcutHelp(String keys, String what) {}
