/** The training step: student, teacher, optimizer, checkpoints, and the records it reports. */
package org.dinotwins.train;
