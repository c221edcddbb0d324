package org.dinotwins.app.inspect.painting;

/**
 * A colour scale for attention, from the weakest to the strongest patch.
 *
 * <p>Magma, inferno and viridis are those of matplotlib 2.0 (Smith and van der Walt, released under CC0), evaluated
 * with Matt Zucker's published sixth-degree fits; turbo is Mikhailov's (Google, 2019), evaluated with the fifth-degree
 * fit published with it.
 */
public enum ColourMap {
    MAGMA("Magma", new double[][] {
        {-0.002136485, 0.251660541, 8.353717279, -27.66873309, 52.17613981, -50.76852536, 18.65570507},
        {-0.000749655, 0.677523244, -3.577719515, 14.26473078, -27.94360607, 29.04658282, -11.48977352},
        {-0.005386128, 2.494026599, 0.314467903, -13.64921319, 12.94416944, 4.234152994, -5.601961509}
    }),
    INFERNO("Inferno", new double[][] {
        {0.000218940, 0.106513419, 11.60249308, -41.70399613, 77.16293570, -71.31942824, 25.13112622},
        {0.001651005, 0.563956437, -3.972853966, 17.43639888, -33.40235894, 32.62606426, -12.24266895},
        {-0.019480898, 3.932712388, -15.94239411, 44.35414520, -81.80730926, 73.20951986, -23.07032500}
    }),
    VIRIDIS("Viridis", new double[][] {
        {0.277727327, 0.105093043, -0.330861829, -4.634230499, 6.228269936, 4.776384998, -5.435455856},
        {0.005407345, 1.404613530, 0.214847559, -5.799100973, 14.17993337, -13.74514538, 4.645852612},
        {0.334099805, 1.384590163, 0.095095163, -19.33244096, 56.69055260, -65.35303263, 26.31243525}
    }),
    TURBO("Turbo", new double[][] {
        {0.13572138, 4.61539260, -42.66032258, 132.13108234, -152.94239396, 59.28637943},
        {0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604},
        {0.10667330, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973}
    }),
    /** Keeps the picture's own colours where attention is strong and darkens the rest. */
    SPOTLIGHT("Spotlight", new double[][] {});

    /** Entries of a scale; a finer step cannot be distinguished in 8-bit colour. */
    static final int STEPS = 256;

    private final String title;
    private final int[] table = new int[STEPS];

    ColourMap(String title, double[][] polynomials) {
        this.title = title;
        for (int i = 0; i < STEPS; i++) {
            double t = i / (STEPS - 1.0);
            table[i] = polynomials.length == 0
                    ? channel(1 - t) << 24
                    : 0xFF000000
                            | channel(value(polynomials[0], t)) << 16
                            | channel(value(polynomials[1], t)) << 8
                            | channel(value(polynomials[2], t));
        }
    }

    /** Name for the user. */
    public String title() {
        return title;
    }

    /** Premultiplied ARGB at a position of the scale, clamped to 0..1; NaN counts as 0. */
    int at(double share) {
        return table[(int) Math.max(0, Math.min(STEPS - 1, share * (STEPS - 1) + 0.5))];
    }

    /** Premultiplied ARGB of step {@code i} of {@link #STEPS}. */
    int step(int i) {
        return table[i];
    }

    private static double value(double[] polynomial, double t) {
        double sum = 0;
        for (int i = polynomial.length - 1; i >= 0; i--) {
            sum = sum * t + polynomial[i];
        }
        return sum;
    }

    private static int channel(double value) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
