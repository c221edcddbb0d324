package org.dinotwins.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FeatureFile;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.PictureViews;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.run.network.NetworkInspector;

/** Extracts features of pictures, or reads them from the cache. */
final class FeatureSource {
    /** Pictures processed between two checks for cancellation. */
    private static final int CHUNK = 64;
    /** Version of the preprocessing; a new one invalidates the cached features. */
    private static final String TRANSFORM = "-1";

    /** Version of the descriptors; a new one invalidates their cached features. */
    private static final String DESCRIPTORS = "-1";

    private final Subject subject;
    private final SubjectNetworks networks;
    private final FeatureCache cache;
    private final MeasurementProgress progress;
    private final List<String> unreadable = new ArrayList<>();
    /** Digests of pictures' bytes, so that a measurement reads each file for its digest only once. */
    private final Map<Path, String> digests = new ConcurrentHashMap<>();

    FeatureSource(Subject subject, SubjectNetworks networks, MeasurementProgress progress) {
        this.subject = subject;
        this.networks = networks;
        this.progress = progress;
        this.cache = new FeatureCache(subject.network().folder().resolve("features"));
    }

    /** A corruption of the network's input; the seed is combined with the picture's id. */
    record AppliedCorruption(Corruption corruption, int severity, long seed) {}

    /** A sentence about pictures that could not be read; empty when all could. */
    Optional<String> note() {
        return unreadable.isEmpty()
                ? Optional.empty()
                : Optional.of(unreadable.size() + " pictures could not be read and were skipped; the first: "
                        + unreadable.get(0));
    }

    /**
     * Extracts features, or reads them from the cache.
     *
     * @param corruption applied before extraction, if present
     * @return features of those pictures that could be read; the caller must have expected one unit of work per picture
     */
    PictureFeatures of(
            Network network, List<Picture> pictures, FeatureSpec spec, Optional<AppliedCorruption> corruption)
            throws WorkbenchException {
        progress.throwIfCancelled();
        String key = key(network, pictures, spec, corruption);
        Optional<FeatureFile> cached = cache.get(key);
        if (cached.isPresent()) {
            progress.skip(pictures.size());
            return features(pictures, cached.get());
        }
        FrozenBackbone backbone = networks.get(network);
        List<Integer> rows = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += CHUNK) {
            int first = from;
            List<Picture> chunk = pictures.subList(from, Math.min(pictures.size(), from + CHUNK));
            PictureViews views = views(chunk, corruption);
            views.rows().forEach(row -> rows.add(first + row));
            features.addAll(Arrays.asList(NetworkInspector.features(backbone, views.views(), size(), spec)));
            progress.completed(chunk.size());
        }
        FeatureFile file = new FeatureFile(
                features.toArray(float[][]::new), rows.stream().mapToInt(i -> i).toArray());
        cache.put(
                key,
                file,
                Map.of(
                        "network",
                        network.name(),
                        "set",
                        subject.set().name(),
                        "readout",
                        spec.toString(),
                        "shift",
                        corruption.toString()));
        return features(pictures, file);
    }

    /** Like {@link #of}, for features that need no network. */
    PictureFeatures of(PictureDescriptor descriptor, List<Picture> pictures) throws WorkbenchException {
        return of(descriptor, pictures, Optional.empty());
    }

    /** Like {@link #of(PictureDescriptor, List)}, for the corrupted input of the network. */
    PictureFeatures of(PictureDescriptor descriptor, List<Picture> pictures, Optional<AppliedCorruption> corruption)
            throws WorkbenchException {
        progress.throwIfCancelled();
        String input = corruption
                .map(c -> " " + c + " at " + size() + " " + subject.view())
                .orElse("");
        String key = key(descriptor.name() + DESCRIPTORS + input, pictures);
        Optional<FeatureFile> cached = cache.get(key);
        if (cached.isPresent()) {
            progress.skip(pictures.size());
            return features(pictures, cached.get());
        }
        List<Integer> rows = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += CHUNK) {
            progress.throwIfCancelled();
            List<Picture> chunk = pictures.subList(from, Math.min(pictures.size(), from + CHUNK));
            List<Optional<float[]>> described = chunk.parallelStream()
                    .map(picture -> described(descriptor, picture, corruption))
                    .toList();
            for (int i = 0; i < described.size(); i++) {
                if (described.get(i).isPresent()) {
                    rows.add(from + i);
                    features.add(described.get(i).get());
                }
            }
            progress.completed(chunk.size());
        }
        FeatureFile file = new FeatureFile(
                features.toArray(float[][]::new), rows.stream().mapToInt(i -> i).toArray());
        cache.put(
                key,
                file,
                Map.of("descriptor", descriptor.name(), "set", subject.set().name()));
        return features(pictures, file);
    }

    /** Empty for a picture that cannot be read: the networks' features name it. */
    private Optional<float[]> described(
            PictureDescriptor descriptor, Picture picture, Optional<AppliedCorruption> corruption) {
        try {
            Pixels pixels = ImageFiles.read(picture.file());
            return Optional.of(descriptor.of(corruption.isEmpty() ? pixels : input(picture, pixels, corruption)));
        } catch (DataException e) {
            return Optional.empty();
        }
    }

    private static PictureFeatures features(List<Picture> pictures, FeatureFile file) {
        return new PictureFeatures(
                Arrays.stream(file.rows()).mapToObj(pictures::get).toList(), file.features());
    }

    /** Network inputs of those pictures that can be read; the others are counted for {@link #note()}. */
    PictureViews views(List<Picture> chunk, Optional<AppliedCorruption> corruption) {
        PictureViews views = PictureViews.read(chunk, size(), (picture, pixels) -> input(picture, pixels, corruption));
        views.faults().stream().filter(fault -> !unreadable.contains(fault)).forEach(unreadable::add);
        return views;
    }

    /** Side in pixels of the network's input. */
    private int size() {
        return subject.network().architecture().size().imageSize();
    }

    private Pixels input(Picture picture, Pixels pixels, Optional<AppliedCorruption> corruption) {
        if (corruption.isEmpty()) {
            return subject.view() == InputView.STRETCHED
                    ? pixels
                    : subject.view().pixels(pixels, size());
        }
        // As in ImageNet-C, corruptions change the network's input, not the picture at its full size.
        AppliedCorruption applied = corruption.get();
        return applied.corruption()
                .apply(
                        subject.view().pixels(pixels, size()),
                        applied.severity(),
                        applied.seed() * 1_000_003 + picture.id());
    }

    private String key(
            Network network, List<Picture> pictures, FeatureSpec spec, Optional<AppliedCorruption> corruption)
            throws WorkbenchException {
        return key(
                String.join(
                        "\0",
                        networks.key(network),
                        subject.view() + TRANSFORM,
                        spec.toString(),
                        corruption.toString()),
                pictures);
    }

    private String key(String what, List<Picture> pictures) {
        digest(pictures);
        MessageDigest digest = Sha256.start();
        add(digest, what);
        for (Picture picture : pictures) {
            add(digest, digests.get(picture.file()), String.valueOf(picture.id()));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** Identifies pictures by their bytes: a copied set keeps its features, one overwritten in place does not. */
    private void digest(List<Picture> pictures) {
        List<Path> unknown = pictures.stream()
                .map(Picture::file)
                .filter(f -> !digests.containsKey(f))
                .toList();
        for (int from = 0; from < unknown.size(); from += CHUNK) {
            progress.throwIfCancelled();
            unknown.subList(from, Math.min(unknown.size(), from + CHUNK)).parallelStream()
                    .forEach(file -> digests.put(file, content(file)));
        }
    }

    private static String content(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static void add(MessageDigest digest, String... parts) {
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
    }
}
