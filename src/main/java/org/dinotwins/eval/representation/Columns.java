package org.dinotwins.eval.representation;

/** A feature matrix column by column, for measures that compare columns. */
public final class Columns {
    private Columns() {
    }

    /** {@code [n][d]} to {@code [d][n]}; empty without rows. */
    static double[][] of(float[][] rows) {
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

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
