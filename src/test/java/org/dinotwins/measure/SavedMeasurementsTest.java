package org.dinotwins.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.ConfigJson;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.RunConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.ProbeOutcome;
import org.dinotwins.run.RunFolder;
import org.dinotwins.run.TinyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The saved results and cached features of a run of a few steps on a dozen pictures. */
@Tag("slow")
class SavedMeasurementsTest {
    @TempDir
    private static Path home;

    private static RunFolder run;
    private static RunConfig config;

    @BeforeAll
    static void train() throws Exception {
        run = TinyRun.trained(home);
        config = run.config();
    }

    private static Subject subject() throws WorkbenchException {
        return Subject.open(run, OptionalLong.empty(), Optional.empty(), 0);
    }

    @Test
    void differentOptionsAreSavedInDifferentFiles() {
        assertThat(List.of(
                        Measurement.Probe.PLAIN,
                        new Measurement.Probe(1, 1, false, 300, 0),
                        new Measurement.Probe(1, 4, true, 300, 0),
                        new Measurement.Probe(1, 4, false, 20, 0),
                        new Measurement.Probe(0.1, 4, false, 300, 0),
                        new Measurement.Robustness(List.of(Corruption.FOG), 0),
                        new Measurement.Robustness(List.of(Corruption.values()), 0)))
                .extracting(Measurement::slug)
                .doesNotHaveDuplicates()
                .contains("probe-100pct-seed0", "robustness-seed0", "robustness-seed0-fog");
    }

    @Test
    void otherPicturesInAFolderOfTheSameNameHaveAResultOfTheirOwn() throws Exception {
        Path copy = home.resolve("copy");
        Files.createDirectories(copy.resolve("checkpoints"));
        Files.copy(
                run.last().file(),
                copy.resolve("checkpoints").resolve(run.last().file().getFileName()));
        Files.writeString(
                copy.resolve("config.json"),
                ConfigJson.write(ConfigJson.with(config, Map.of("data.folder", "images"))));
        Path other = TinyRun.images(home.resolve("other/images"));
        String before = System.getProperty(DataConfig.HOME);
        System.setProperty(DataConfig.HOME, home.toString());
        try {
            RunFolder named = RunFolder.open(copy);
            Measurement.Knn knn = new Measurement.Knn(1, 0);
            Outcome own = Measurer.measure(
                    Subject.open(named, OptionalLong.empty(), Optional.empty(), 0), knn, MeasureListener.NONE);
            Outcome same = Measurer.measure(
                    Subject.open(named, OptionalLong.empty(), Optional.of(home.resolve("images")), 0),
                    knn,
                    MeasureListener.NONE);
            Outcome foreign = Measurer.measure(
                    Subject.open(named, OptionalLong.empty(), Optional.of(other), 0), knn, MeasureListener.NONE);
            assertThat(own.about().slug())
                    .endsWith("-step2")
                    .isEqualTo(same.about().slug());
            assertThat(foreign.about().slug()).endsWith("-step2-images");
            assertThat(Measurer.saved(named)).hasSize(2);
        } finally {
            if (before == null) {
                System.clearProperty(DataConfig.HOME);
            } else {
                System.setProperty(DataConfig.HOME, before);
            }
        }
    }

    @Test
    void featuresAreCachedUntilSomethingChanges() throws Exception {
        Path features = run.path().resolve("features");
        Measurement.Knn knn = new Measurement.Knn(1, 0);
        Outcome first = Measurer.measure(subject(), knn, MeasureListener.NONE);
        long before = count(features);
        assertThat(Measurer.measure(subject(), knn, MeasureListener.NONE)).isEqualTo(first);
        assertThat(count(features)).isEqualTo(before);

        try (Stream<Path> files = Files.list(features)) {
            Files.writeString(files.findFirst().orElseThrow(), "damaged");
        }
        assertThat(Measurer.measure(subject(), knn, MeasureListener.NONE))
                .as("extracted again")
                .isEqualTo(first);

        Path picture = home.resolve("images/images/val0.png");
        byte[] bytes = Files.readAllBytes(picture);
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Measurer.measure(subject(), knn, MeasureListener.NONE);
        assertThat(count(features)).as("another picture, other features").isGreaterThan(before);
        Files.write(picture, bytes);

        FileTime written = Files.getLastModifiedTime(picture);
        long kept = count(features);
        Files.setLastModifiedTime(picture, FileTime.fromMillis(0));
        Measurer.measure(subject(), knn, MeasureListener.NONE);
        assertThat(count(features)).as("the same content at another time").isEqualTo(kept);
        Files.setLastModifiedTime(picture, written);
    }

    @Test
    void aPictureOverwrittenInPlaceIsExtractedAgain() throws Exception {
        Path picture = home.resolve("images/images/val1.png");
        byte[] bytes = Files.readAllBytes(picture);
        FileTime written = Files.getLastModifiedTime(picture);
        Measurement.Knn knn = new Measurement.Knn(1, 0);
        Measurer.measure(subject(), knn, MeasureListener.NONE);
        long before = count(run.path().resolve("features"));

        byte[] other = bytes.clone();
        other[other.length / 2] ^= 1;
        Files.write(picture, other);
        Files.setLastModifiedTime(picture, written);
        Measurer.measure(subject(), knn, MeasureListener.NONE);
        assertThat(count(run.path().resolve("features"))).isGreaterThan(before);
        Files.write(picture, bytes);
    }

    private static long count(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void stopsWhenCancelledAndSavesNothing() throws Exception {
        Measurement.Probe options = new Measurement.Probe(1, 1, false, 1000, 9);
        List<Outcome> parts = new ArrayList<>();
        MeasureListener impatient = new MeasureListener() {
            @Override
            public void at(double share, String what) {}

            @Override
            public void partial(Outcome soFar) {
                parts.add(soFar);
            }

            @Override
            public boolean cancelled() {
                return parts.size() == 5;
            }
        };
        assertThatThrownBy(() -> Measurer.measure(subject(), options, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(((ProbeOutcome) parts.get(4)).scores()).hasSize(5);
        assertThat(Measurer.saved(run)).noneMatch(o -> o.about().slug().contains("seed9"));
    }
}
