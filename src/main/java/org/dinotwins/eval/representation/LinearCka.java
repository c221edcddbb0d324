package org.dinotwins.eval.representation;

/**
 * Linear centred kernel alignment: how similar two sets of features of the same pictures are, whatever their rotation and
 * scale. {@code ||Y'X||² / (||X'X|| ||Y'Y||)} with centred columns and Frobenius norms
 * (Kornblith et al., arXiv 1905.00414).
 */
public final class LinearCka {
    private LinearCka() {}

    /**
     * @param x {@code [n][p]} features of n pictures
     * @param y {@code [n][q]} other features of the same pictures in the same order
     * @return 0..1; NaN if the features of one side are equal for all pictures
     */
    public static double of(float[][] x, float[][] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("features of " + x.length + " and " + y.length + " pictures");
        }
        double[][] a = centred(x);
        double[][] b = centred(y);
        double cross = squaredProduct(a, b);
        return cross / Math.sqrt(squaredProduct(a, a) * squaredProduct(b, b));
    }

    private static double[][] centred(float[][] x) {
        double[][] columns = columns(x);
        for (double[] column : columns) {
            double mean = 0;
            for (double value : column) {
                mean += value / column.length;
            }
            for (int i = 0; i < column.length; i++) {
                column[i] -= mean;
            }
        }
        return columns;
    }

    private static double squaredProduct(double[][] a, double[][] b) {
        double sum = 0;
        for (double[] first : a) {
            for (double[] second : b) {
                double dot = dot(first, second);
                sum += dot * dot;
            }
        }
        return sum;
    }

    private static double[][] columns(float[][] rows) {
        int d = rows.length == 0 ? 0 : rows[0].length;
        double[][] columns = new double[d][rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != d) {
                throw new IllegalArgumentException("rows of width " + d + " and " + rows[i].length);
            }
            for (int j = 0; j < d; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
