/** The Inspect workspace: layout, controls, keyboard shortcuts and remembered settings. */
package org.dinotwins.app.inspect;
