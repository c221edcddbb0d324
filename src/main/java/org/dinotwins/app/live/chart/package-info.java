/** Zoomable charts of training values over the steps. */
package org.dinotwins.app.live.chart;
