package org.dinotwins.eval.classification;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS (Nocedal 1980) for a smooth convex function: the two-loop recursion over the last ten steps, and
 * a line search that halves the step until the function has decreased enough.
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    /** Fraction of the decrease predicted by the slope that a step must reach (Armijo). */
    private static final double ENOUGH = 1e-4;

    private static final int HALVINGS = 40;

    private Lbfgs() {}

    /** A function that writes its gradient into the second argument. */
    interface Function {
        double at(double[] point, double[] gradient);
    }

    // Held in the order of iterations; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(double[] step, double[] change, double product) {}

    /**
     * @param tolerance stops when the gradient's norm has decreased to this fraction of its first value
     * @return the point reached after at most {@code steps} steps
     */
    static double[] minimise(double[] start, int steps, double tolerance, Function function) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double value = function.at(x, gradient);
        double end = tolerance * norm(gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int i = 0; i < steps && norm(gradient) > end; i++) {
            double[] direction = direction(gradient, pairs);
            double slope = dot(gradient, direction);
            if (slope >= 0) {
                pairs.clear();
                direction = direction(gradient, pairs);
                slope = dot(gradient, direction);
            }
            double length = pairs.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1;
            double[] next = x;
            double[] nextGradient = new double[x.length];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int h = 0; h < HALVINGS && !(nextValue <= value + ENOUGH * length * slope); h++) {
                length = h == 0 ? length : length / 2;
                next = plus(x, length, direction);
                nextValue = function.at(next, nextGradient);
            }
            if (!(nextValue < value)) {
                return x;
            }
            double[] step = plus(next, -1, x);
            double[] change = plus(nextGradient, -1, gradient);
            double product = dot(step, change);
            if (product > 0) {
                pairs.addLast(new Pair(step, change, product));
                if (pairs.size() > MEMORY) {
                    pairs.removeFirst();
                }
            }
            x = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return x;
    }

    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> newestFirst = pairs.descendingIterator(); newestFirst.hasNext(); ) {
            Pair pair = newestFirst.next();
            alphas[--i] = dot(pair.step(), q) / pair.product();
            q = plus(q, -alphas[i], pair.change());
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = last.product() / dot(last.change(), last.change());
            q = Arrays.stream(q).map(v -> v * scale).toArray();
        }
        for (Pair pair : pairs) {
            double beta = dot(pair.change(), q) / pair.product();
            q = plus(q, alphas[i++] - beta, pair.step());
        }
        return Arrays.stream(q).map(v -> -v).toArray();
    }

    private static double[] plus(double[] a, double factor, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + factor * b[i];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
