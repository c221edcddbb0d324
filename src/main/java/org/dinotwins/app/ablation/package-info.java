/** The ablations page: edits a grid of settings, trains and measures its runs, and compares the results. */
package org.dinotwins.app.ablation;
