/**
 * Shows the run in progress or a saved run: charts, correlation matrix, collapse signals, and settings to change live.
 */
package org.dinotwins.app.live;
