/** The Measure workspace: evaluates the checkpoints of one run and shows the results. */
package org.dinotwins.app.measure;
