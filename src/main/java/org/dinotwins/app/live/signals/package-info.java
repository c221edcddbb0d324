/** Judges collapse signals and shows alarms of a run. */
package org.dinotwins.app.live.signals;
