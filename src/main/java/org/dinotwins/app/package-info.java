/** The application window: start, frame, keyboard shortcuts, saved window state and screenshots. */
package org.dinotwins.app;
