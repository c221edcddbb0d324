package org.dinotwins.objective;

/**
 * The settings of Barlow Twins.
 *
 * @param hidden  width of the projector's hidden layers
 * @param layers  number of linear layers, at least 1
 * @param outputs width D of the embeddings, and so of the cross-correlation matrix
 * @param lambda  weight of the off-diagonal term
 */
public record BarlowConfig(int hidden, int layers, int outputs, double lambda) {}
