/** Reads PyTorch's checkpoint files without running anything in them. */
package org.dinotwins.tensor.checkpoint;
