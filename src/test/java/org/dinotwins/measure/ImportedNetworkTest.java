package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.outcome.KnnOutcome;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.measure.outcome.RobustnessOutcome;
import org.dinotwins.measure.outcome.SegmentationOutcome;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.dinotwins.run.network.WeightFile;
import org.dinotwins.vit.weights.Naming;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imported weights measure as the run they were exported from. */
@Tag("slow")
class ImportedNetworkTest {
    @TempDir
    private static Path home;

    private static RunFolder run;
    private static Path weights;

    @BeforeAll
    static void export() throws Exception {
        run = TinyRun.trained(home);
        weights = home.resolve("weights/tiny.safetensors");
        WeightFile.export(WeightFile.readCheckpoint(run.last().file()), Naming.HF, weights);
    }

    private static Subject ofRun() throws WorkbenchException {
        return Subject.open(run, OptionalLong.empty(), Optional.empty(), 0);
    }

    private static Subject ofFile() throws WorkbenchException {
        return Subject.open(ImportedNetwork.read(weights, home.resolve("measured")), home.resolve("images"), 0);
    }

    private static <T extends Outcome> List<T> both(Class<T> type, Measurement measurement) throws WorkbenchException {
        return List.of(
                type.cast(Measurer.measure(ofRun(), measurement, MeasureListener.NONE)),
                type.cast(Measurer.measure(ofFile(), measurement, MeasureListener.NONE)));
    }

    @Test
    void nearestNeighboursAreThoseOfTheRun() throws Exception {
        List<KnnOutcome> found = both(KnnOutcome.class, new Measurement.Knn(1, 0));
        assertThat(trained(found.get(1))).isEqualTo(trained(found.get(0)));
        KnnOutcome imported = found.get(1);
        assertThat(imported.scores()).extracting(KnnOutcome.KnnScore::network).contains(Network.RANDOM, Network.HOG);
        assertThat(imported.about().network()).isEqualTo("tiny.safetensors");
        assertThat(imported.about().slug()).startsWith("knn-100pct-seed0").doesNotContain("step");
        assertThat(imported.about().notes()).anyMatch(note -> note.contains("normalised with ImageNet's mean"));
        assertThat(Measurer.saved(home.resolve("measured"))).contains(imported);
        assertThat(home.resolve("measured/features")).isNotEmptyDirectory();
    }

    private static List<KnnOutcome.KnnScore> trained(KnnOutcome outcome) {
        return outcome.scores().stream()
                .filter(score -> score.network() == Network.TRAINED)
                .toList();
    }

    @Test
    void classifiersAttentionAndRobustnessAreThoseOfTheRun() throws Exception {
        List<ProbeOutcome> probes = both(ProbeOutcome.class, new Measurement.Probe(1, 2, false, 0, 0));
        assertThat(probes.get(1).judged()).isEqualTo(probes.get(0).judged());
        List<SegmentationOutcome> masks = both(SegmentationOutcome.class, new Measurement.Segmentation());
        assertThat(masks.get(1).pictures()).isEqualTo(masks.get(0).pictures());
        List<RobustnessOutcome> shifts =
                both(RobustnessOutcome.class, new Measurement.Robustness(List.of(Corruption.FOG), 0));
        assertThat(shifts.get(1).cleanProbe()).isEqualTo(shifts.get(0).cleanProbe());
    }

    @Test
    void filesOfOneNameKeepResultsOfTheirOwn() throws Exception {
        Measurement knn = new Measurement.Knn(1, 0);
        Path results = home.resolve("measured-models");
        List<Path> files = List.of(home.resolve("one/model.safetensors"), home.resolve("two/model.safetensors"));
        WeightFile.export(WeightFile.readCheckpoint(run.last().file()), Naming.HF, files.get(0));
        Path other = Path.of(
                Naming.class.getResource("naming/hf-dino/model.safetensors").toURI());
        WeightFile.export(WeightFile.read(other), Naming.HF, files.get(1));
        for (Path file : files) {
            Subject subject = Subject.open(ImportedNetwork.read(file, results), home.resolve("images"), 0);
            Measurer.measure(subject, knn, MeasureListener.NONE);
        }
        assertThat(Measurer.saved(results))
                .extracting(outcome -> outcome.about().network())
                .containsExactlyInAnyOrder("one", "two");
        assertThat(ImportedNetwork.folder(home, files.get(0))).isEqualTo(home.resolve("measured-one"));
    }

    @Test
    void theCentreOfAPictureIsAnotherInputWithAResultOfItsOwn() throws Exception {
        Measurement knn = new Measurement.Knn(1, 0);
        Outcome stretched = Measurer.measure(ofFile(), knn, MeasureListener.NONE);
        Outcome centre = Measurer.measure(ofFile().with(InputView.CENTRE), knn, MeasureListener.NONE);
        assertThat(centre.about().slug()).isEqualTo(stretched.about().slug() + "-centre");
        assertThat(centre.about().notes()).anyMatch(note -> note.contains("cropped to the central"));
    }

    @Test
    void anEmptyFolderOfImagesIsRefused() {
        assertThatThrownBy(() -> Subject.open(
                        ImportedNetwork.read(weights, home.resolve("measured")), home.resolve("nowhere"), 0))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining("nowhere");
    }
}
