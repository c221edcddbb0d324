package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.outcome.DomainsOutcome;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.ProbeOutcome.Method;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All measurements of a run of a few steps on a dozen pictures. */
@Tag("slow")
class MeasurerTest {
    @TempDir
    private static Path home;

    private static RunFolder run;

    @BeforeAll
    static void train() throws Exception {
        run = TinyRun.trained(home);
    }

    private static Subject subject() throws WorkbenchException {
        return Subject.open(run, OptionalLong.empty(), Optional.empty(), 0);
    }

    @Test
    void theProbeReportsTheNumberOfBlocksItUsed() throws Exception {
        Outcome found = Measurer.measure(subject(), new Measurement.Probe(1, 40, false, 0, 0), (done, doing) -> {});
        int depth = run.config().model().depth();
        assertThat(found.about().notes()).anyMatch(n -> n.contains("last " + depth + " blocks"));
    }

    @Test
    void theProbeIsComparedWithRandomMajorityAndSupervised() throws Exception {
        Measurement.Probe options = new Measurement.Probe(1, 2, true, 4, 0);
        List<Outcome> parts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        ProbeOutcome found = (ProbeOutcome) Measurer.measure(subject(), options, new MeasureListener() {
            @Override
            public void at(double share, String what) {
                assertThat(share).isBetween(0.0, 1.0);
                words.add(what);
            }

            @Override
            public void partial(Outcome soFar) {
                parts.add(soFar);
            }
        });

        assertThat(found.scores())
                .extracting(ProbeOutcome.ProbeScore::network)
                .containsExactly(
                        Network.MAJORITY,
                        Network.HOG,
                        Network.RANDOM,
                        Network.RANDOM,
                        Network.SUPERVISED,
                        Network.TRAINED,
                        Network.TRAINED);
        assertThat(found.scores())
                .extracting(ProbeOutcome.ProbeScore::method)
                .containsExactly(
                        Method.NONE,
                        Method.LOGISTIC,
                        Method.PROBE,
                        Method.LOGISTIC,
                        Method.NONE,
                        Method.PROBE,
                        Method.LOGISTIC);
        assertThat(found.about().notes())
                .filteredOn(note -> note.startsWith("Top-1 by "))
                .hasSize(2)
                .allMatch(note -> note.contains("highest floor"));
        assertThat(found.scores().get(0).top1()).isEqualTo(0.5);
        assertThat(found.scores()).allSatisfy(s -> {
            assertThat(s.top1()).isBetween(0.0, 1.0);
            assertThat(s.top5()).as("there are two categories").isEqualTo(1);
            assertThat(s.precision()).as("one category per picture").isNaN();
        });
        assertThat(found.judged())
                .hasSize(6)
                .allSatisfy(j -> assertThat(j.file()).startsWith("images"));
        int[][] confusion = found.confusion();
        assertThat(confusion[0][0] + confusion[0][1]).isEqualTo(3);
        assertThat((confusion[0][0] + confusion[1][1]) / 6.0)
                .isCloseTo(found.scores().get(5).top1(), within(1e-9));
        assertThat(found.categories())
                .extracting(ProbeOutcome.CategoryScore::name)
                .containsExactly("square", "disc");
        assertThat(found.about().complete()).isTrue();
        assertThat(parts).hasSizeGreaterThan(4);
        assertThat(parts.get(0).about().complete()).isFalse();
        assertThat(words).anyMatch(w -> w.matches("Supervised baseline, about .* left"));

        Outcome again = Measurer.measure(subject(), options, MeasureListener.NONE);
        assertThat(again).as("reproducible").isEqualTo(found);
        assertThat(Measurer.saved(run)).contains(found);
        Path kept = run.path().resolve("measurements");
        assertThat(kept.resolve(found.about().slug() + "-scores.csv"))
                .content()
                .startsWith(",top-1,top-5,mAP\nMajority");
        assertThat(kept.resolve(found.about().slug() + "-scores.tex")).content().contains("\\toprule", "$\\pm$");
        assertThat(kept.resolve(found.about().slug() + "-confusion.csv"))
                .content()
                .contains("square", "disc");
    }

    @Test
    void knnIsComparedWithRandomAndMajority() throws Exception {
        KnnOutcome found = (KnnOutcome) Measurer.measure(subject(), new Measurement.Knn(0.5, 1), MeasureListener.NONE);

        assertThat(found.scores()).hasSize(20);
        assertThat(found.scores())
                .extracting(KnnOutcome.KnnScore::network)
                .containsSubsequence(Network.HISTOGRAM, Network.PIXELS, Network.HOG, Network.RANDOM, Network.TRAINED);
        assertThat(found.scores())
                .filteredOn(score -> score.network() == Network.TRAINED)
                .extracting(KnnOutcome.KnnScore::neighbours)
                .containsExactly(10, 20, 100, 200);
        assertThat(found.about().notes())
                .filteredOn(note -> note.startsWith("kNN with k = "))
                .hasSize(4)
                .allMatch(
                        note -> note.matches(
                                "kNN with k = \\d+: (NOT ABOVE THE FLOOR: )?trained [\\d.]+ %, highest floor [\\d.]+ % \\(.+\\)\\."));
        assertThat(found.about().train()).isEqualTo(6);
        assertThat(found.about().notes()).anyMatch(n -> n.contains("6 labelled training pictures"));
        assertThat(found.majority()).isEqualTo(0.5);
    }

    @Test
    void segmentationHasEveryPictureAndTheGuesses() throws Exception {
        SegmentationOutcome found =
                (SegmentationOutcome) Measurer.measure(subject(), new Measurement.Segmentation(), MeasureListener.NONE);

        assertThat(found.scores())
                .extracting(SegmentationOutcome.OverlapScore::network)
                .containsExactly(Network.RANDOM, Network.TRAINED);
        assertThat(found.scores()).allSatisfy(s -> {
            assertThat(s.objects()).isEqualTo(6);
            assertThat(s.fixedHead()).as("chosen on training pictures").isBetween(0, 1);
            assertThat(s.overObjects().best())
                    .isGreaterThanOrEqualTo(s.overObjects().fixed());
            assertThat(s.overPictures()).as("one object a picture").satisfies(p -> {
                assertThat(p.best()).isCloseTo(s.overObjects().best(), within(1e-9));
                assertThat(p.fixed()).isCloseTo(s.overObjects().fixed(), within(1e-9));
            });
        });
        assertThat(found.pictures()).hasSize(6);
        assertThat(found.floors())
                .extracting(SegmentationOutcome.FloorScore::words)
                .containsExactly("Whole picture", "Best centred box", "Mean training mask", "Another picture's masks");
        assertThat(found.floors().get(2).overObjects().mean())
                .as("objects have one place")
                .isGreaterThan(found.floors().get(0).overObjects().mean());
        assertThat(found.floors().get(0).overObjects().mean())
                .as("17 x 17 pixels of 40 x 40, as the outline is drawn")
                .isBetween(0.15, 0.19);
        assertThat(Arrays.stream(found.histogram()).sum()).isEqualTo(6);
        assertThat(found.ranked().get(0).best())
                .isGreaterThanOrEqualTo(found.ranked().get(5).best());
        assertThat(found.pictures().stream()
                        .mapToDouble(SegmentationOutcome.PictureOverlap::best)
                        .average()
                        .orElseThrow())
                .isCloseTo(found.scores().get(1).overObjects().best(), within(1e-9));
        assertThat(Measurer.saved(run)).contains(found);
    }

    @Test
    void robustnessComparesCorruptedWithClean() throws Exception {
        Measurement.Robustness options =
                new Measurement.Robustness(List.of(Corruption.CONTRAST, Corruption.SHOT_NOISE), 3);
        RobustnessOutcome found = (RobustnessOutcome) Measurer.measure(subject(), options, MeasureListener.NONE);

        KnnOutcome knn = (KnnOutcome) Measurer.measure(subject(), new Measurement.Knn(1, 0), MeasureListener.NONE);
        assertThat(knn.scores())
                .as("the same networks on the clean pictures")
                .contains(
                        new KnnOutcome.KnnScore(Network.RANDOM, 20, found.cleanRandom(), 1),
                        new KnnOutcome.KnnScore(Network.TRAINED, 20, found.cleanKnn(), 1));
        assertThat(knn.scores())
                .as("the same descriptors on the clean pictures")
                .filteredOn(score -> score.neighbours() == 20)
                .filteredOn(score -> score.network() == Network.PIXELS || score.network() == Network.HOG)
                .extracting(KnnOutcome.KnnScore::top1)
                .containsExactly(found.cleanPixels(), found.cleanHog());
        assertThat(found.about().notes()).anyMatch(note -> note.startsWith("kNN under corruption"));
        assertThat(found.cells()).hasSize(10);
        assertThat(found.corruptions()).containsExactly(Corruption.SHOT_NOISE, Corruption.CONTRAST);
        assertThat(found.cells()).allSatisfy(c -> assertThat(c.cka()).isBetween(0.0, 1.0 + 1e-9));
        assertThat(found.mean(1).cka())
                .as("a weak shift keeps more")
                .isGreaterThan(found.mean(5).cka());
        assertThat(found.mean().knn())
                .isCloseTo(
                        found.cells().stream()
                                .mapToDouble(RobustnessOutcome.CorruptionScore::knn)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(Measurer.measure(subject(), options, MeasureListener.NONE)).isEqualTo(found);
        assertThat(found.tables().get(1).rows()).hasSize(2);
        assertThat(found.tables().get(2).rows()).hasSize(10);
    }

    @Test
    void leavesOutEachDomainInTurn() throws Exception {
        Path pacs = home.resolve("pacs");
        for (String domain : List.of("art_painting", "photo", "sketch")) {
            draw(pacs.resolve(domain).resolve("dark"), 10, 0);
            draw(pacs.resolve(domain).resolve("bright"), 10, 200);
        }
        Subject subject = Subject.open(run, OptionalLong.of(2), Optional.of(pacs), 0);

        DomainsOutcome found =
                (DomainsOutcome) Measurer.measure(subject, new Measurement.Domains(0), MeasureListener.NONE);

        assertThat(found.scores())
                .extracting(DomainsOutcome.DomainScore::domain)
                .isSorted()
                .hasSize(12)
                .containsOnly("art_painting", "photo", "sketch");
        assertThat(found.scores().subList(0, 4))
                .extracting(DomainsOutcome.DomainScore::network)
                .containsExactly(Network.PIXELS, Network.HOG, Network.RANDOM, Network.TRAINED);
        assertThat(found.scores()).allSatisfy(s -> {
            assertThat(s.pictures()).isEqualTo(20);
            assertThat(s.inside()).isPositive();
            assertThat(s.majority()).isEqualTo(0.5);
        });
        assertThat(found.scores()).filteredOn(s -> !s.network().isFloor()).allSatisfy(s -> {
            assertThat(s.probeOut()).as("brightness is the same everywhere").isGreaterThan(0.9);
            assertThat(s.probeIn()).isGreaterThan(0.9);
        });
        assertThat(found.about().slug()).endsWith("-pacs");
    }

    @Test
    void reportsImageSetsWithoutUsableDomains() throws Exception {
        assertThatThrownBy(() -> Measurer.measure(subject(), new Measurement.Domains(0), MeasureListener.NONE))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("has no domains")
                .hasMessageContaining("art_painting")
                .hasMessageContaining("Office-Home");

        Path flat = home.resolve("flat");
        draw(flat.resolve("photo/dog"), 4, 0);
        draw(flat.resolve("photo/cat"), 4, 0);
        draw(flat.resolve("sketch"), 3, 0);
        Subject subject = Subject.open(run, OptionalLong.empty(), Optional.of(flat), 0);
        assertThatThrownBy(() -> Measurer.measure(subject, new Measurement.Domains(0), MeasureListener.NONE))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("domain sketch")
                .hasMessageContaining("sketch/dog/");
    }

    @Test
    void reportsTheExistingStepsForAMissingOne() {
        assertThatThrownBy(() -> Subject.open(run, OptionalLong.of(7), Optional.empty(), 0))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("no checkpoint of step 7; it has 2.");
        assertThatThrownBy(() -> Subject.open(run, OptionalLong.empty(), Optional.of(home.resolve("nowhere")), 0))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("There is no image folder at");
    }

    private static void draw(Path folder, int count, int from) throws Exception {
        Files.createDirectories(folder);
        Random random = new Random(folder.hashCode());
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            int grey = from + random.nextInt(50);
            pen.setColor(new Color(grey, grey, grey));
            pen.fillRect(0, 0, 20, 20);
            pen.dispose();
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
    }
}
