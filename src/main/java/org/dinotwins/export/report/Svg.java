package org.dinotwins.export.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.dinotwins.ablation.Interval;

/** Charts as inline SVG; colours are the page's own variables, so that they follow its theme. */
final class Svg {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 220;
    private static final int LEFT = 56;
    private static final int RIGHT = 14;
    /** Room on the right for the names of references. */
    private static final int MARGIN = 64;
    private static final int TOP = 30;
    private static final int BOTTOM = 34;
    private static final int ROW = 26;
    private static final int NAMES = 150;
    /** Points of a line that a chart of this width can show. */
    private static final int POINTS = 400;
    private static final int TICKS = 5;

    private Svg() {
    }

    /**
     * A line over the steps.
     *
     * @param colour name of a variable of the page, for example {@code dino}
     * @param y      NaN where there is no value
     */
    // Never compared: only painted.
    @SuppressWarnings("ArrayRecordComponent")
    record Line(String name, String colour, double[] x, double[] y) {
    }

    /** A mean with its interval in a row of its own. */
    record Dot(String name, Interval interval) {
    }

    /** A value that no training changes, as a dashed line. */
    record Reference(String name, double value) {
    }

    /** Lines over the steps; those without a value are left out, and without any line nothing is drawn. */
    static String lines(String title, List<Line> all) {
        List<Line> lines = all.stream().map(Svg::thinned).filter(line -> line.x().length > 0).toList();
        if (lines.isEmpty()) {
            return "";
        }
        Axis x = Axis.around(lines.stream().flatMapToDouble(l -> DoubleStream.of(l.x())), LEFT, WIDTH - RIGHT, false);
        Axis y = Axis.around(lines.stream().flatMapToDouble(l -> DoubleStream.of(l.y())), HEIGHT - BOTTOM, TOP, true);
        StringBuilder out = open(title, WIDTH, HEIGHT);
        legend(out, lines);
        frame(out, x, y, "step", HEIGHT);
        for (Line line : lines) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < line.x().length; i++) {
                points.append(at(x.place(line.x()[i]))).append(',').append(at(y.place(line.y()[i]))).append(' ');
            }
            out.append("<polyline class=\"line\" style=\"stroke:var(--").append(line.colour()).append(")\" points=\"")
                    .append(points.toString().strip()).append("\"/>\n");
        }
        return out.append("</svg>\n").toString();
    }

    /** Means with intervals, a row each; shares are labelled in percent. */
    static String dots(String title, List<Dot> dots, List<Reference> references, boolean share) {
        int height = TOP + BOTTOM + ROW * dots.size();
        List<Reference> known = references.stream().filter(r -> !Double.isNaN(r.value())).toList();
        DoubleStream.Builder values = DoubleStream.builder();
        dots.forEach(dot -> ends(dot.interval(), share, values));
        known.forEach(r -> values.add(r.value()));
        double[] all = values.build().toArray();
        if (all.length == 0) {
            return "";
        }
        Axis x = Axis.around(DoubleStream.of(all), NAMES, WIDTH - RIGHT, true);
        StringBuilder out = open(title, WIDTH, height);
        ticks(out, x, height, share);
        for (Reference reference : known) {
            double px = x.place(reference.value());
            out.append(String.format(Locale.ROOT, "<line class=\"ref\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\"/>"
                    + "<text class=\"small\" x=\"%1$s\" y=\"%4$d\" text-anchor=\"middle\">%5$s</text>\n", at(px), TOP,
                    height - BOTTOM, TOP - 4, Html.text(reference.name())));
        }
        for (int i = 0; i < dots.size(); i++) {
            Dot dot = dots.get(i);
            double y = TOP + ROW * (i + 0.5);
            out.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>", NAMES - 10,
                    at(y + 4), Html.text(shortened(dot.name()))));
            Interval shown = dot.interval().within(share);
            mark(out, x.place(dot.interval().mean()), y, x.place(shown.low()), x.place(shown.high()), true);
        }
        return out.append("</svg>\n").toString();
    }

    /**
     * A score against the share of DINO in the loss weights, from only Barlow Twins (0) to only DINO (1).
     *
     * @param places shares, rising
     */
    static String ratio(String title, double[] places, List<Interval> intervals, List<Reference> references,
                        boolean share) {
        DoubleStream.Builder values = DoubleStream.builder();
        intervals.forEach(is -> ends(is, share, values));
        references.stream().filter(r -> !Double.isNaN(r.value())).forEach(r -> values.add(r.value()));
        double[] all = values.build().toArray();
        if (all.length == 0) {
            return "";
        }
        Axis x = new Axis(-0.04, 1.04, LEFT, WIDTH - MARGIN, List.of());
        Axis y = Axis.around(DoubleStream.of(all), HEIGHT - BOTTOM, TOP, true);
        StringBuilder out = open(title, WIDTH, HEIGHT);
        frame(out, y, "weights DINO : Barlow Twins", HEIGHT, share);
        for (double[] tick : new double[][] {{0, 0, 1}, {0.25, 1, 3}, {0.5, 1, 1}, {0.75, 3, 1}, {1, 1, 0}}) {
            out.append(String.format(Locale.ROOT, "<text class=\"small\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">%.0f : "
                    + "%.0f</text>", at(x.place(tick[0])), HEIGHT - BOTTOM + 14, tick[1], tick[2]));
        }
        for (Reference reference : references) {
            if (!Double.isNaN(reference.value())) {
                out.append(String.format(Locale.ROOT, "<line class=\"ref\" x1=\"%d\" x2=\"%d\" y1=\"%3$s\" y2=\"%3$s\"/>"
                        + "<text class=\"small\" x=\"%4$d\" y=\"%5$s\">%6$s</text>\n", LEFT, WIDTH - MARGIN,
                        at(y.place(reference.value())), WIDTH - MARGIN + 4, at(y.place(reference.value()) + 4),
                        Html.text(reference.name())));
            }
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            Interval is = intervals.get(i);
            if (!Double.isNaN(is.mean())) {
                points.append(at(x.place(places[i]))).append(',').append(at(y.place(is.mean()))).append(' ');
                mark(out, x.place(places[i]), y.place(is.mean()),
                        y.place(is.within(share).low()), y.place(is.within(share).high()), false);
            }
        }
        out.append("<polyline class=\"line\" style=\"stroke:var(--accent)\" points=\"").append(points.toString().strip())
                .append("\"/>\n");
        return out.append("</svg>\n").toString();
    }

    private static void ends(Interval interval, boolean share, DoubleStream.Builder values) {
        if (!Double.isNaN(interval.mean())) {
            values.add(interval.mean());
        }
        if (!Double.isNaN(interval.half())) {
            values.add(interval.within(share).low()).add(interval.within(share).high());
        }
    }

    /** A dot with whiskers from low to high, which are left out where they are unknown. */
    private static void mark(StringBuilder out, double x, double y, double low, double high, boolean across) {
        if (Double.isNaN(across ? x : y)) {
            return;
        }
        if (!Double.isNaN(low)) {
            out.append(across ? String.format(Locale.ROOT, "<path class=\"whisker\" d=\"M%2$s %1$sH%3$s\"/>", at(y),
                    at(low), at(high)) : String.format(Locale.ROOT, "<path class=\"whisker\" d=\"M%1$s %2$sV%3$s\"/>",
                    at(x), at(low), at(high)));
        }
        out.append(String.format(Locale.ROOT, "<circle class=\"dot\" cx=\"%s\" cy=\"%s\" r=\"4\"/>\n", at(x), at(y)));
    }

    private static StringBuilder open(String title, int width, int height) {
        return new StringBuilder(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                + "<text class=\"title\" x=\"0\" y=\"12\">%s</text>\n", width, height, Html.text(title),
                Html.text(title)));
    }

    private static void legend(StringBuilder out, List<Line> lines) {
        double x = LEFT;
        for (Line line : lines.size() > 1 ? lines : List.<Line>of()) {
            out.append(String.format(Locale.ROOT, "<text class=\"small\" x=\"%s\" y=\"25\" style=\"fill:var(--%s)\">%s"
                    + "</text>", at(x), line.colour(), Html.text(line.name())));
            x += 14 + 6.2 * line.name().length();
        }
    }

    private static void frame(StringBuilder out, Axis x, Axis y, String under, int height) {
        for (double tick : x.ticks()) {
            out.append(String.format(Locale.ROOT, "<text class=\"small\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s"
                    + "</text>", at(x.place(tick)), height - BOTTOM + 14, number(tick)));
        }
        frame(out, y, under, height, false);
    }

    private static void frame(StringBuilder out, Axis y, String under, int height, boolean share) {
        for (double tick : y.ticks()) {
            out.append(String.format(Locale.ROOT, "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%3$s\" y2=\"%3$s\"/>"
                    + "<text class=\"small\" x=\"%4$d\" y=\"%5$s\" text-anchor=\"end\">%6$s</text>", LEFT, WIDTH - RIGHT,
                    at(y.place(tick)), LEFT - 6, at(y.place(tick) + 4), share ? number(100 * tick) + " %" : number(tick)));
        }
        out.append(String.format(Locale.ROOT, "<text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                WIDTH - RIGHT, height - 4, Html.text(under)));
    }

    private static void ticks(StringBuilder out, Axis x, int height, boolean share) {
        for (double tick : x.ticks()) {
            out.append(String.format(Locale.ROOT, "<line class=\"grid\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$d\" y2=\"%3$d\"/>"
                    + "<text class=\"small\" x=\"%1$s\" y=\"%4$d\" text-anchor=\"middle\">%5$s</text>",
                    at(x.place(tick)), TOP, height - BOTTOM, height - BOTTOM + 14,
                    share ? number(100 * tick) + " %" : number(tick)));
        }
    }

    private static Line thinned(Line line) {
        List<double[]> known = new ArrayList<>();
        for (int i = 0; i < line.x().length; i++) {
            if (Double.isFinite(line.y()[i])) {
                known.add(new double[] {line.x()[i], line.y()[i]});
            }
        }
        int bucket = Math.max(1, (known.size() + POINTS - 1) / POINTS);
        int count = (known.size() + bucket - 1) / bucket;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            List<double[]> some = known.subList(i * bucket, Math.min(known.size(), (i + 1) * bucket));
            x[i] = some.get(some.size() - 1)[0];
            y[i] = some.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        }
        return new Line(line.name(), line.colour(), x, y);
    }

    private static String shortened(String name) {
        return name.length() > 24 ? name.substring(0, 23) + "…" : name;
    }

    private static String at(double pixel) {
        return String.format(Locale.ROOT, "%.1f", pixel);
    }

    private static String number(double value) {
        double tidy = Math.abs(value) < 1e-12 ? 0 : value;
        boolean plain = tidy == 0 || Math.abs(tidy) >= 0.001 && Math.abs(tidy) < 100_000;
        String text = plain ? String.format(Locale.ROOT, "%.4f", tidy).replaceAll("\\.?0+$", "")
                : String.format(Locale.ROOT, "%.0e", tidy);
        return text.replace("-", "−");
    }

    /** A linear scale: values to pixels, and round values on it. */
    private record Axis(double min, double max, double from, double to, List<Double> ticks) {
        static Axis around(DoubleStream values, double from, double to, boolean margin) {
            double[] all = values.filter(Double::isFinite).toArray();
            double low = DoubleStream.of(all).min().orElse(0);
            double high = DoubleStream.of(all).max().orElse(1);
            if (low == high) {
                double some = low == 0 ? 1 : Math.abs(low) * 0.1;
                low -= some;
                high += some;
            }
            double space = margin ? 0.06 * (high - low) : 0;
            double min = low - space;
            double max = high + space;
            double raw = (max - min) / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(raw)));
            double step = power * (raw / power < 1.5 ? 1 : raw / power < 3.5 ? 2 : raw / power < 7.5 ? 5 : 10);
            List<Double> ticks = new ArrayList<>();
            for (double k = Math.ceil(min / step); k * step <= max; k++) {
                ticks.add(k * step);
            }
            return new Axis(min, max, from, to, ticks);
        }

        double place(double value) {
            return from + (value - min) / (max - min) * (to - from);
        }
    }
}
