/** Measurements of a run: what to measure, how it is measured, and where results are saved. */
package org.dinotwins.measure;
