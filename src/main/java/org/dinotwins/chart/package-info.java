/** Builds the charts that the window and the reports share, without JavaFX: series, axes, plots and SVG. */
package org.dinotwins.chart;
