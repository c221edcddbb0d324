package org.dinotwins.train;

/**
 * Barlow Twins' cross-correlation matrix at one step, reduced for showing when it is large: each shown cell is the
 * value of largest magnitude of its block of {@code reduction x reduction} entries.
 *
 * @param step      training step
 * @param size      rows and columns of {@code values}
 * @param values    row-major, -1..1, row = embedding of the first global crop
 * @param dimension D, the true size of the matrix
 * @param reduction entries of the matrix a shown cell stands for, along one axis; 1 when nothing was reduced
 * @param samples   N, the pictures in the batch; the matrix' rank is at most {@code N - 1}
 * @param diagonalMean      mean of the true diagonal
 * @param offDiagonalEnergy root mean square of the true off-diagonal
 */
public record CorrelationSnapshot(long step, int size, float[] values, int dimension, int reduction, int samples,
                                  double diagonalMean, double offDiagonalEnergy) {
}
