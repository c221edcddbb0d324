package org.dinotwins.export.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dinotwins.ablation.AblationFolder;
import org.dinotwins.ablation.Axis;
import org.dinotwins.ablation.Axis.Level;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.Interval;
import org.dinotwins.ablation.Queue;
import org.dinotwins.ablation.Slot;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.train.CorrelationSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reports of real tiny runs: whole, well-formed, and in need of nothing else. */
@Tag("slow")
class ReportTest {
    private static final Pattern PICTURE = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");
    private static final Pattern SVG = Pattern.compile("(?s)<svg.*?</svg>");

    @TempDir
    private Path home;

    private AblationFolder ablation(String level) throws Exception {
        RunConfig base = TinyRun.config(TinyRun.images(home.resolve("images")));
        Axis axis = new Axis("Method", List.of(new Level("Hybrid <1:1>", Map.of()),
                new Level(level, Map.of("objective.barlowWeight", "0")),
                new Level("Too many", Map.of("train.batchSize", "13"))));
        AblationFolder folder = AblationFolder.create(home.resolve("ablation"),
                new Grid("tiny", "Which is better?", base, List.of(axis), List.of(0L, 1L)));
        Queue.run(folder, List.of(Slot.HERE), false, Progress.NONE, () -> { });
        return folder;
    }

    private static void assertWhole(String html) throws Exception {
        assertThat(html).startsWith("<!DOCTYPE html>").endsWith("</html>\n").contains("prefers-color-scheme", "@media print")
                .doesNotContain("NaN", "http://", "https://", "<script", "<link", "@import");
        Matcher svg = SVG.matcher(html);
        while (svg.find()) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg.group())));
        }
        Matcher picture = PICTURE.matcher(html);
        while (picture.find()) {
            byte[] png = Base64.getDecoder().decode(picture.group(1));
            assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
        }
    }

    @Test
    void aRunAndAnAblationAreOneFileEach() throws Exception {
        AblationFolder folder = ablation("DINO");
        Path run = folder.run(folder.cell(0));
        Files.writeString(run.resolve("changes.jsonl"), "{\"step\":5,\"time\":\"t\",\"dinoWeight\":0.5}\n{\"st");
        Files.writeString(run.resolve("alarms.jsonl"),
                "{\"step\":9,\"kind\":\"RANK_COLLAPSE\",\"happened\":\"It fell.\",\"advice\":\"Mend it.\"}\n");
        Path file = home.resolve("a folder/report.html");
        RunReport.write(RunFolder.open(run), file, Progress.NONE);
        String html = Files.readString(file);
        assertWhole(html);
        assertThat(html).contains("<h1>" + run.getFileName() + "</h1>", "Hybrid &lt;1:1&gt; · finished after step 20 of 20",
                "seed 0", "pytorch",
                "kNN top-1", "Step 9: It fell. Mend it.", "dinoWeight = 0.5", "objective.barlow.lambda", "D = 4, N = 6",
                "mean of heads", "head 2");
        List<String> pictures = new ArrayList<>();
        PICTURE.matcher(html).results().forEach(m -> pictures.add(m.group(1)));
        assertThat(pictures).as("the matrix thrice, four pictures with their mean and two heads").hasSize(3 + 4 * 4);
        assertThat(SVG.matcher(html).results().count()).isGreaterThan(7);

        RunReport.tables(RunFolder.open(run), home.resolve("tables"));
        assertThat(home.resolve("tables/evaluation.csv")).content().startsWith("Score,trained,untrained,guess\r\nkNN top-1,");
        assertThat(home.resolve("tables")).isDirectoryContaining("glob:**/probe-100pct-seed0*.tex");
        assertThatThrownBy(() -> RunReport.tables(RunFolder.open(folder.run(folder.cell(2))), home))
                .hasMessageContaining("has not been evaluated");

        RunReport.write(RunFolder.open(folder.run(folder.cell(1))), file, Progress.NONE);
        assertWhole(Files.readString(file));
        assertThat(Files.readString(file)).contains("A run without Barlow Twins has none.");
        RunReport.write(RunFolder.open(folder.run(folder.cell(2))), file, Progress.NONE);
        assertThat(Files.readString(file)).as("a run that failed at once").contains("has not been evaluated",
                "No step was recorded", "has no checkpoint");

        AblationReport.write(folder, file);
        String compared = Files.readString(file);
        assertWhole(compared);
        AblationReport.tables(folder, home.resolve("tables"));
        assertThat(home.resolve("tables/runs.csv")).content().contains("Hybrid <1:1>").hasLineCount(7);
        assertThat(home.resolve("tables/pairs-knn_top1.tex")).content().contains("\\toprule", "DINO & 2 & ");
        assertThat(compared).contains("Which is better?", "4 of 6 runs done, 2 failed", "Hybrid &lt;1:1&gt;",
                "train.batchSize = 13", "Compared in pairs", "untrained", "dinotwins ablate --grid");
        assertThat(SVG.matcher(compared).results().count()).as("a chart a score").isEqualTo(4);
    }

    @Test
    void theMatrixHasItsSignsAsHues() throws Exception {
        float[] values = {1, -1, 0, Float.NaN};
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(MatrixPicture.png(
                new CorrelationSnapshot(1, 2, values, 2, 1, 8, 0.5, 1), false)));
        assertThat(image.getRGB(0, 0) & 0xff).as("amber has little blue").isLessThan(image.getRGB(0, 0) >> 16 & 0xff);
        assertThat(image.getRGB(1, 0) & 0xff).as("blue has much").isGreaterThan(image.getRGB(1, 0) >> 16 & 0xff);
        assertThat(image.getRGB(0, 1)).as("nothing is the ground").isEqualTo(image.getRGB(1, 1));
    }

    @Test
    void aChartOfIntervalsPlacesMeansByTheirValues() throws Exception {
        String svg = Svg.dots("kNN", List.of(new Svg.Dot("a", new Interval(0.1, 0.05, 3)),
                new Svg.Dot("b", new Interval(0.3, Double.NaN, 1)), new Svg.Dot("c", new Interval(Double.NaN, Double.NaN,
                        0))), List.of(new Svg.Reference("untrained", 0.2)), true);
        NodeList dots = elements(svg, "circle");
        assertThat(dots.getLength()).as("what is not known has no dot").isEqualTo(2);
        double a = number(dots, 0, "cx");
        double b = number(dots, 1, "cx");
        double untrained = Double.parseDouble(svg.replaceAll("(?s).*class=\"ref\" x1=\"([0-9.]+)\".*", "$1"));
        assertThat((a + b) / 2).isCloseTo(untrained, org.assertj.core.api.Assertions.within(0.2));
        assertThat(elements(svg, "path").getLength()).as("one interval is known").isEqualTo(1);
        assertThat(Svg.dots("nothing", List.of(), List.of(), true)).isEmpty();
        assertThat(Svg.lines("nothing", List.of(new Svg.Line("x", "dino", new double[] {1}, new double[] {Double.NaN}))))
                .isEmpty();
        double[] same = {1, 1, 1};
        assertThat(Svg.lines("flat", List.of(new Svg.Line("x", "dino", new double[] {1, 2, 3}, same)))).contains("polyline")
                .doesNotContain("NaN", "Infinity");
    }

    private static NodeList elements(String svg, String name) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName(name);
    }

    private static double number(NodeList nodes, int i, String attribute) {
        return Double.parseDouble(((Element) nodes.item(i)).getAttribute(attribute));
    }
}
