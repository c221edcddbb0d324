package org.dinotwins.eval;

/**
 * RankMe: the effective number of dimensions that features use, {@code exp} of the entropy of their singular values'
 * shares (Garrido et al., arXiv 2210.02885). Collapsed features have 1, features that use every direction alike have
 * as many as the smaller of their width and number.
 */
public final class RankMe {
    /** The paper's epsilon, added to each share. */
    private static final double EPSILON = 1e-7;
    private static final int MAX_SWEEPS = 30;
    /** Off-diagonal norm over the whole norm below which a matrix counts as diagonal. */
    private static final double DIAGONAL = 1e-14;

    private RankMe() {
    }

    /**
     * @param features {@code [n][d]}, not centred, as in the paper
     * @return 1..min(n, d) but for the epsilon; NaN without features or when all are 0
     */
    public static double of(float[][] features) {
        double[][] columns = Columns.of(features);
        if (columns.length == 0) {
            return Double.NaN;
        }
        double[] eigenvalues = eigenvalues(gram(features.length < columns.length ? transposed(columns) : columns));
        double sum = 0;
        for (double value : eigenvalues) {
            sum += Math.sqrt(Math.max(0, value));
        }
        double entropy = 0;
        for (double value : eigenvalues) {
            double share = Math.sqrt(Math.max(0, value)) / sum + EPSILON;
            entropy -= share * Math.log(share);
        }
        return Math.exp(entropy);
    }

    private static double[][] transposed(double[][] columns) {
        double[][] rows = new double[columns[0].length][columns.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                rows[i][j] = columns[j][i];
            }
        }
        return rows;
    }

    private static double[][] gram(double[][] vectors) {
        double[][] gram = new double[vectors.length][vectors.length];
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] = gram[j][i] = Columns.dot(vectors[i], vectors[j]);
            }
        }
        return gram;
    }

    /** Cyclic Jacobi rotations of a symmetric matrix, which is overwritten. */
    private static double[] eigenvalues(double[][] a) {
        int n = a.length;
        for (int sweep = 0; sweep < MAX_SWEEPS && offDiagonalShare(a) > DIAGONAL; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, p, q);
                }
            }
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = a[i][i];
        }
        return values;
    }

    private static double offDiagonalShare(double[][] a) {
        double off = 0;
        double all = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                all += a[i][j] * a[i][j];
                off += i == j ? 0 : a[i][j] * a[i][j];
            }
        }
        return all == 0 ? 0 : Math.sqrt(off / all);
    }

    private static void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        double[] rowP = a[p];
        double[] rowQ = a[q];
        for (int k = 0; k < a.length; k++) {
            double x = rowP[k];
            double y = rowQ[k];
            rowP[k] = c * x - s * y;
            rowQ[k] = s * x + c * y;
        }
        for (double[] row : a) {
            double x = row[p];
            double y = row[q];
            row[p] = c * x - s * y;
            row[q] = s * x + c * y;
        }
    }
}
