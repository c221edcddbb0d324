/** Ways to run the backbone forward and backward: whole batch, micro-batches, gradient checkpointing, several devices. */
package org.dinotwins.train.backward;
