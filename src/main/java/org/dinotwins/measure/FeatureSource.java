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
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.augment.corruption.Corruption;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FeatureFile;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.measure.Outcome.Network;
import org.dinotwins.run.network.NetworkInspector;

/** Features of pictures, from the cache where they were extracted before. */
final class FeatureSource {
    /** Pictures decoded and computed between two looks at the cancel button. */
    private static final int CHUNK = 64;
    /** Changes when what a network is shown of a picture changes, so that old features are not taken for new ones. */
    private static final String TRANSFORM = "stretched-1";

    private final Subject subject;
    private final SubjectNetworks networks;
    private final FeatureCache cache;
    private final MeasurementProgress work;
    private final List<String> unreadable = new ArrayList<>();
    /** Digests of pictures' bytes; a measurement reads each for them once. */
    private final Map<Path, String> digests = new ConcurrentHashMap<>();

    FeatureSource(Subject subject, SubjectNetworks networks, MeasurementProgress work) {
        this.subject = subject;
        this.networks = networks;
        this.work = work;
        this.cache = new FeatureCache(subject.run().path().resolve("features"));
    }

    /** A corruption that is laid over the pictures before they are seen. */
    record Shift(Corruption corruption, int severity, long seed) {
    }

    /** Features of those pictures that could be read. */
    // Never compared: passed on to the classifiers.
    @SuppressWarnings("ArrayRecordComponent")
    record Seen(List<Picture> pictures, float[][] features) {
        int[] labels() {
            return pictures.stream().mapToInt(p -> p.label().orElseThrow()).toArray();
        }
    }

    /** Work units of extracting these, as {@link MeasurementProgress} counts. */
    static double cost(List<Picture> pictures) {
        return pictures.size();
    }

    /** A sentence on pictures that could not be read; empty when all could. */
    Optional<String> note() {
        return unreadable.isEmpty() ? Optional.empty() : Optional.of(unreadable.size()
                + " pictures could not be read and were left out; the first: " + unreadable.get(0));
    }

    /** Extracts features, or takes them from the cache; the work for them must have been expected. */
    Seen of(Network network, List<Picture> pictures, FeatureSpec readout, Optional<Shift> shift) throws WorkbenchException {
        work.check();
        String key = key(network, pictures, readout, shift);
        Optional<FeatureFile> known = cache.get(key);
        if (known.isPresent()) {
            work.skip(cost(pictures));
            return seen(pictures, known.get());
        }
        FrozenBackbone backbone = networks.get(network);
        List<Integer> rows = new ArrayList<>();
        List<float[]> features = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += CHUNK) {
            int first = from;
            List<Picture> chunk = pictures.subList(from, Math.min(pictures.size(), from + CHUNK));
            List<Optional<float[]>> views = views(chunk, shift);
            List<Integer> good = new ArrayList<>();
            for (int i = 0; i < chunk.size(); i++) {
                if (views.get(i).isPresent()) {
                    good.add(first + i);
                }
            }
            float[][] found = NetworkInspector.features(backbone, views.stream().flatMap(Optional::stream)
                    .toArray(float[][]::new), subject.run().config().model().imageSize(), readout);
            rows.addAll(good);
            features.addAll(Arrays.asList(found));
            work.did(chunk.size());
        }
        FeatureFile file = new FeatureFile(features.toArray(float[][]::new),
                rows.stream().mapToInt(i -> i).toArray());
        cache.put(key, file, Map.of("network", network.name(), "set", subject.set().name(), "readout",
                readout.toString(), "shift", shift.toString()));
        return seen(pictures, file);
    }

    private static Seen seen(List<Picture> pictures, FeatureFile file) {
        return new Seen(Arrays.stream(file.rows()).mapToObj(pictures::get).toList(), file.features());
    }

    /** What a network sees of each picture; empty for one that cannot be read. */
    List<Optional<float[]>> views(List<Picture> chunk, Optional<Shift> shift) {
        int size = subject.run().config().model().imageSize();
        List<Object> results = chunk.parallelStream().map(picture -> {
            try {
                Pixels pixels = ImageFiles.read(picture.file());
                if (shift.isPresent()) {
                    Shift s = shift.get();
                    // Corruptions are laid over what the network sees, as ImageNet-C does.
                    pixels = s.corruption().apply(EvaluationView.pixels(pixels, size, size), s.severity(),
                            s.seed() * 1_000_003 + picture.id());
                }
                return EvaluationView.stretched(pixels, size, size);
            } catch (DataException e) {
                return (Object) e.getMessage();
            }
        }).toList();
        results.stream().filter(String.class::isInstance).map(String.class::cast)
                .filter(m -> !unreadable.contains(m)).forEach(unreadable::add);
        return results.stream().map(r -> r instanceof float[] view ? Optional.of(view) : Optional.<float[]>empty())
                .toList();
    }

    private String key(Network network, List<Picture> pictures, FeatureSpec readout, Optional<Shift> shift)
            throws WorkbenchException {
        recognise(pictures);
        MessageDigest digest = SubjectNetworks.sha256();
        add(digest, networks.key(network), TRANSFORM, readout.toString(), shift.toString());
        for (Picture picture : pictures) {
            add(digest, digests.get(picture.file()), String.valueOf(picture.id()));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** Knows pictures by all their bytes: a copied set keeps its features, one that was overwritten in place does not. */
    private void recognise(List<Picture> pictures) {
        List<Path> unknown = pictures.stream().map(Picture::file).filter(f -> !digests.containsKey(f)).toList();
        for (int from = 0; from < unknown.size(); from += CHUNK) {
            work.check();
            unknown.subList(from, Math.min(unknown.size(), from + CHUNK)).parallelStream()
                    .forEach(file -> digests.put(file, content(file)));
        }
    }

    private static String content(Path file) {
        try {
            return SubjectNetworks.digest(file);
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
