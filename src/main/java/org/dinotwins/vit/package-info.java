/** The Vision Transformer: configuration, blocks, positions, attention read-out, stochastic depth. */
package org.dinotwins.vit;
