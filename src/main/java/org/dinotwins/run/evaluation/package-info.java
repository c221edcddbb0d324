/** The scores of a run, the pictures that they are measured on, and what the scores are without learning. */
package org.dinotwins.run.evaluation;
