package org.dinotwins.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dinotwins.train.StepRecord;
import org.jfree.chart.JFreeChart;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The charts of a run in a report: the values that each draws, and its texts. */
class RunChartTest {
    private static final double NOT_COMPUTED = Double.NaN;

    /** Steps with distinguishable values: each is its own base plus a tenth of the step. */
    private static StepRecord step(int step) {
        double rise = step / 10.0;
        return new StepRecord(
                step,
                rise,
                100 + rise,
                20 + rise,
                30 + rise,
                1,
                1,
                2 + rise,
                0.25,
                40 + rise,
                50 + rise,
                -rise,
                rise,
                0.5,
                60 + rise,
                1e-3,
                0.04,
                0.996,
                0.04,
                4,
                0.5,
                0.08,
                NOT_COMPUTED,
                0.7,
                0.1,
                step,
                1,
                step,
                1,
                1,
                1,
                NOT_COMPUTED);
    }

    private static List<StepRecord> steps(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(RunChartTest::step).toList();
    }

    /** The values drawn in each chart, by title and name of the curve. */
    private static Map<String, Map<String, List<Double>>> drawn(List<StepRecord> steps) {
        Map<String, Map<String, List<Double>>> all = new LinkedHashMap<>();
        for (JFreeChart chart : RunChart.page(steps, SvgChart.COLOURS)) {
            XYDataset data = chart.getXYPlot().getDataset();
            Map<String, List<Double>> curves = new LinkedHashMap<>();
            for (int i = 0; i < data.getSeriesCount(); i++) {
                List<Double> values = new ArrayList<>();
                for (int k = 0; k < data.getItemCount(i); k++) {
                    values.add(data.getYValue(i, k));
                }
                curves.put(data.getSeriesKey(i).toString(), values);
            }
            all.put(chart.getTitle().getText(), curves);
        }
        return all;
    }

    private static void assertValues(List<Double> found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i)).isCloseTo(expected[i], within(1e-5));
        }
    }

    @Test
    void eachChartDrawsItsOwnValues() {
        Map<String, Map<String, List<Double>>> charts = drawn(steps(2));
        assertValues(charts.get("Cosine of the two gradients").get("Gradient cosine"), -0.1, -0.2);
        assertValues(charts.get("Gradient norms").get("Total"), 60.1, 60.2);
        assertValues(charts.get("Gradient norms").get("DINO"), 40.1, 40.2);
        assertValues(charts.get("Gradient norms").get("Barlow"), 50.1, 50.2);
        assertValues(charts.get("Effective weights").get("DINO"), 2.1, 2.2);
        assertValues(charts.get("Effective weights").get("Barlow Twins"), 0.25, 0.25);
        assertValues(charts.get("Weighted losses").get("Total"), 100.1, 100.2);
        assertValues(charts.get("Weighted losses").get("DINO"), 2.1 * 20.1, 2.2 * 20.2);
        assertValues(charts.get("Weighted losses").get("Barlow Twins"), 0.25 * 30.1, 0.25 * 30.2);
    }

    @Test
    void aChartWithoutAnyValueIsOmitted() {
        assertThat(drawn(steps(3)))
                .containsKey("Learning rate")
                .doesNotContainKeys("kNN top-1 during training, %", "Effective rank (RankMe)");
        assertThat(RunChart.page(List.of(), SvgChart.COLOURS)).isEmpty();
    }

    @Test
    void aPageShowsTitleAxesAndLegendInTheColoursOfThePage() throws Exception {
        List<String> charts = PageCharts.run(steps(40));
        String losses = charts.get(0);
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(losses)));
        NodeList texts = svg.getElementsByTagName("text");
        List<String> words = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
        assertThat(words).contains("Weighted losses", "Step", "Total", "DINO", "Barlow Twins", "20", "100");
        assertThat(losses)
                .startsWith("<svg viewBox=\"0 0 460 230\" role=\"img\" aria-label=\"Weighted losses\">")
                .contains("stroke:var(--dino)", "stroke:var(--barlow)", "stroke:var(--total)", "fill:var(--surface)")
                .doesNotContain("rgb(", "NaN", "Infinity");
    }

    @Test
    void aSingleStepAndAConstantValueAreDrawn() {
        assertThat(PageCharts.run(steps(1)))
                .hasSizeGreaterThan(5)
                .allSatisfy(svg -> assertThat(svg).contains("<path").doesNotContain("NaN", "Infinity"));
    }

    @Test
    void aLongRunIsDrawnWithAFewThousandPoints() {
        assertThat(drawn(steps(100_000)).get("Weighted losses").get("Total")).hasSizeBetween(460, 2_000);
    }
}
