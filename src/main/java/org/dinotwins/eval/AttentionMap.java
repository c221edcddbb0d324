package org.dinotwins.eval;

/**
 * Attention of one query token to all patches, a map a head.
 *
 * @param rows    rows of patches
 * @param columns columns of patches
 * @param heads   {@code [heads][rows * columns]} attention weights of the query's row without the CLS column; each
 *                head sums to less than 1
 */
public record AttentionMap(int rows, int columns, float[][] heads) {
}
