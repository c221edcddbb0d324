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
import org.dinotwins.ablation.AblationQueue;
import org.dinotwins.ablation.Axis;
import org.dinotwins.ablation.Axis.Level;
import org.dinotwins.ablation.Grid;
import org.dinotwins.ablation.Slot;
import org.dinotwins.config.RunConfig;
import org.dinotwins.run.Progress;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.train.CorrelationSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Reports of real tiny runs are complete, well-formed and self-contained. */
@Tag("slow")
class ReportTest {
    private static final Pattern PICTURE = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)");
    private static final Pattern SVG = Pattern.compile("(?s)<svg.*?</svg>");

    @TempDir
    private Path home;

    private AblationFolder ablation(String level) throws Exception {
        RunConfig base = TinyRun.config(TinyRun.images(home.resolve("images")));
        Axis axis = new Axis(
                "Method",
                List.of(
                        new Level("Hybrid <1:1>", Map.of()),
                        new Level(level, Map.of("objective.dinoShare", "1")),
                        new Level("Too many", Map.of("train.batchSize", "13"))));
        AblationFolder folder = AblationFolder.create(
                home.resolve("ablation"), new Grid("tiny", "Which is better?", base, List.of(axis), List.of(0L, 1L)));
        AblationQueue.run(folder, List.of(Slot.THIS_PROCESS), false, Progress.NONE, () -> {});
        return folder;
    }

    private static void assertSelfContained(String html) throws Exception {
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("prefers-color-scheme", "@media print")
                .doesNotContain("NaN", "http://", "https://", "<script", "<link", "@import");
        Matcher svg = SVG.matcher(html);
        while (svg.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg.group())));
        }
        Matcher picture = PICTURE.matcher(html);
        while (picture.find()) {
            byte[] png = Base64.getDecoder().decode(picture.group(1));
            assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
        }
    }

    @Test
    void reportsOfARunAndAnAblationAreComplete() throws Exception {
        AblationFolder folder = ablation("DINO");
        Path run = folder.run(folder.cell(0));
        Files.writeString(run.resolve("changes.jsonl"), "{\"step\":5,\"time\":\"t\",\"dinoWeight\":0.5}\n{\"st");
        Files.writeString(
                run.resolve("alarms.jsonl"),
                "{\"step\":9,\"kind\":\"RANK_COLLAPSE\",\"happened\":\"It fell.\",\"advice\":\"Lower it.\"}\n");
        Path file = home.resolve("a folder/report.html");
        RunReport.write(RunFolder.open(run), file, Progress.NONE);
        String html = Files.readString(file);
        assertSelfContained(html);
        assertThat(html)
                .contains(
                        "<h1>" + run.getFileName() + "</h1>",
                        "Hybrid &lt;1:1&gt; · finished after step 20 of 20",
                        "seed 0",
                        "pytorch",
                        "kNN top-1",
                        "Step 9: It fell. Lower it.",
                        "dinoWeight = 0.5",
                        "objective.barlow.lambda",
                        "D = 4, N = 6",
                        "mean of heads",
                        "head 2");
        List<String> pictures = new ArrayList<>();
        PICTURE.matcher(html).results().forEach(m -> pictures.add(m.group(1)));
        assertThat(pictures)
                .as("the matrix three times, four pictures with their mean and two heads")
                .hasSize(3 + 4 * 4);
        assertThat(SVG.matcher(html).results().count()).isGreaterThan(7);
        assertThat(html)
                .contains(
                        "aria-label=\"Weighted losses\"",
                        "aria-label=\"Cosine of the two gradients\"",
                        "stroke:var(--dino)");

        RunReport.tables(RunFolder.open(run), home.resolve("tables"));
        assertThat(home.resolve("tables/evaluation.csv"))
                .content()
                .startsWith("Score,trained,untrained,floor,floor_name\r\nkNN top-1,");
        assertThat(home.resolve("tables")).isDirectoryContaining("glob:**/probe-100pct-seed0*.tex");
        assertThatThrownBy(() -> RunReport.tables(RunFolder.open(folder.run(folder.cell(2))), home))
                .hasMessageContaining("has not been evaluated");

        RunReport.write(RunFolder.open(folder.run(folder.cell(1))), file, Progress.NONE);
        assertSelfContained(Files.readString(file));
        assertThat(Files.readString(file)).contains("A run without Barlow Twins has no matrix.");
        RunReport.write(RunFolder.open(folder.run(folder.cell(2))), file, Progress.NONE);
        assertThat(Files.readString(file))
                .as("a run that failed immediately")
                .contains("has not been evaluated", "No step was recorded", "has no checkpoint");

        AblationReport.write(folder, file);
        String compared = Files.readString(file);
        assertSelfContained(compared);
        AblationReport.tables(folder, home.resolve("tables"));
        assertThat(home.resolve("tables/runs.csv"))
                .content()
                .contains("Hybrid <1:1>")
                .hasLineCount(7);
        assertThat(home.resolve("tables/pairs-knn_top1.tex")).content().contains("\\toprule", "DINO & 2 & ");
        assertThat(compared)
                .contains(
                        "Which is better?",
                        "4 of 6 runs done, 2 failed",
                        "Hybrid &lt;1:1&gt;",
                        "train.batchSize = 13",
                        "Paired comparisons",
                        "untrained",
                        "dinotwins ablate --grid");
        assertThat(SVG.matcher(compared).results().count())
                .as("one chart per score")
                .isEqualTo(4);
    }

    @Test
    void theMatrixShowsSignsAsHues() throws Exception {
        float[] values = {1, -1, 0, Float.NaN};
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                MatrixPicture.png(new CorrelationSnapshot(1, 2, values, 2, 1, 8, 0.5, 1), false)));
        assertThat(image.getRGB(0, 0) & 0xff)
                .as("amber: less blue than red")
                .isLessThan(image.getRGB(0, 0) >> 16 & 0xff);
        assertThat(image.getRGB(1, 0) & 0xff)
                .as("blue: more blue than red")
                .isGreaterThan(image.getRGB(1, 0) >> 16 & 0xff);
        assertThat(image.getRGB(0, 1)).as("NaN has the colour of 0").isEqualTo(image.getRGB(1, 1));
    }
}
