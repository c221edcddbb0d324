package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class IntervalChartTest {
    private static final List<IntervalChart.Bar> BARS = List.of(
            new IntervalChart.Bar("a", 0, 0.1, 0.05, 0.15),
            new IntervalChart.Bar("b", 0.5, 0.3, Double.NaN, Double.NaN),
            new IntervalChart.Bar("c", 1, Double.NaN, Double.NaN, Double.NaN));
    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

    private static Document svg(JFreeChart chart) throws Exception {
        chart.setTitle("kNN");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(SvgChart.draw(chart, "c", 460, 200))));
    }

    /** Horizontal centres of the filled dots. */
    private static List<Double> dots(Document svg) {
        List<Double> centres = new ArrayList<>();
        NodeList paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element holder = (Element) paths.item(i);
            String style = holder.getAttribute("style") + ((Element) holder.getParentNode()).getAttribute("style");
            if (style.contains("fill:var(--accent)")) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                Matcher number = NUMBER.matcher(holder.getAttribute("d"));
                for (int k = 0; number.find(); k++) {
                    if (k % 2 == 0) {
                        low = Math.min(low, Double.parseDouble(number.group()));
                        high = Math.max(high, Double.parseDouble(number.group()));
                    }
                }
                centres.add((low + high) / 2);
            }
        }
        return centres;
    }

    /** Ends of the horizontal lines of a colour. */
    private static List<double[]> lines(Document svg, String colour, String from, String to) {
        List<double[]> found = new ArrayList<>();
        NodeList lines = svg.getElementsByTagName("line");
        for (int i = 0; i < lines.getLength(); i++) {
            Element line = (Element) lines.item(i);
            double low = Double.parseDouble(line.getAttribute(from));
            double high = Double.parseDouble(line.getAttribute(to));
            if (line.getAttribute("style").contains("stroke:var(--" + colour + ")")) {
                found.add(new double[] {Math.min(low, high), Math.max(low, high)});
            }
        }
        return found;
    }

    @Test
    void meansAndIntervalsAreAtTheirValues() throws Exception {
        Document svg = svg(new IntervalChart("kNN", true, 0.2).byVariant(BARS, true, 20, SvgChart.COLOURS));
        List<Double> dots = dots(svg);
        assertThat(dots).as("an unknown mean has no dot").hasSize(2);
        double untrained = lines(svg, "muted", "x1", "x2").get(0)[0];
        assertThat((dots.get(0) + dots.get(1)) / 2).isCloseTo(untrained, within(0.2));
        List<double[]> intervals = lines(svg, "accent", "x1", "x2").stream()
                .filter(line -> line[1] - line[0] > 1)
                .toList();
        assertThat(intervals).as("one interval is known").hasSize(1);
        double perUnit = (dots.get(1) - dots.get(0)) / 0.2;
        assertThat(intervals.get(0)[0]).isCloseTo(dots.get(0) - 0.05 * perUnit, within(0.2));
        assertThat(intervals.get(0)[1]).isCloseTo(dots.get(0) + 0.05 * perUnit, within(0.2));
    }

    @Test
    void sharesOfDinoAreShownBelow() throws Exception {
        Document svg = svg(new IntervalChart("kNN", true, Double.NaN).byDinoShare(BARS, SvgChart.COLOURS));
        List<String> texts = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        assertThat(texts).containsSubsequence("0", "0.25", "0.5", "0.75", "1").contains("kNN, %");
        List<Double> dots = dots(svg);
        assertThat(dots).hasSize(2).isSorted();
    }

    @Test
    void withoutAnyMeanNothingIsDrawn() throws Exception {
        Document svg = svg(
                new IntervalChart("kNN", true, Double.NaN).byVariant(BARS.subList(2, 3), true, 20, SvgChart.COLOURS));
        assertThat(dots(svg)).isEmpty();
    }
}
