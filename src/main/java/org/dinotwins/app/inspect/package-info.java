/** The Inspect workspace: its layout, controls, keys and remembered choices. */
package org.dinotwins.app.inspect;
