package org.dinotwins.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.coco.AnnotationFileProbe;
import org.dinotwins.data.layout.ImageSets;

/** Opens a COCO folder of the size of train2017 in fresh JVMs, without and with the index cache. */
final class CocoBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final List<String> OURS = List.of("-Xmx1500m");
    /** Heap for the tree: 450 MB of JSON take several times as much memory. */
    private static final List<String> PEER = List.of("-Xmx9g");

    @Override
    public String name() {
        return "coco";
    }

    @Override
    public String what() {
        return "opening a folder of 118,287 training pictures with 860,001 annotations, "
                + "in a fresh JVM of 1.5 GB; peer: a Gson tree (9 GB)";
    }

    @Override
    public void run(Report report) throws Exception {
        Path root = CocoSized.below(Jvm.directory());
        Path cache = Jvm.directory().resolve("cache");
        report.value("file", Files.size(CocoSized.json(root)) / 1e6, "MB");
        // The first reading brings the file into the system's cache.
        try (Stream<String> lines = Files.lines(CocoSized.json(root), StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {});
        }
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            empty(cache);
            cold.add(open(root, cache)[0]);
            alone.add(ask(AnnotationFileProbe.class, CocoSized.json(root), cache)[0]);
            double[] again = open(root, cache);
            warm.add(again[0]);
            kept.add(again[1]);
        }
        double peer = Double.parseDouble(
                Jvm.ask(Tree.class, PEER, CocoSized.json(root).toString()));
        report.value("Gson tree", peer, "s");
        report.atMost("first opening of the folder, index written", Contest.median(cold), "s", 6);
        report.value("Gson tree / first opening", peer / Contest.median(cold), "x");
        report.atMost("annotation file from the index", Contest.median(alone), "s", 0.5);
        report.value("whole folder from the index, 118,387 files listed", Contest.median(warm), "s");
        report.value("heap that the set keeps", Contest.median(kept), "MB");
    }

    private static double[] open(Path root, Path cache) throws Exception {
        return ask(Open.class, root, cache);
    }

    private static double[] ask(Class<?> probe, Path subject, Path cache) throws Exception {
        List<String> options = new ArrayList<>(OURS);
        options.add("-Ddinotwins.cache=" + cache);
        String[] output = Jvm.ask(probe, options, subject.toString()).split(" ");
        return new double[] {Double.parseDouble(output[0]), Double.parseDouble(output[1])};
    }

    private static void empty(Path folder) throws Exception {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Prints the seconds to open the set and the megabytes that remain on the heap. */
    static final class Open {
        private Open() {}

        public static void main(String[] arguments) throws Exception {
            long start = System.nanoTime();
            ImageSet set = ImageSets.open(Path.of(arguments[0]));
            double seconds = (System.nanoTime() - start) / 1e9;
            int objects = set.train().stream().mapToInt(p -> p.objects().size()).sum();
            if (objects != CocoSized.ANNOTATIONS || set.train().size() != CocoSized.IMAGES) {
                throw new IllegalStateException(objects + " objects, left out: " + set.skipped());
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println(seconds + " " + (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
            if (set.train().isEmpty()) {
                throw new IllegalStateException("keeps the set alive until it is measured");
            }
        }
    }

    /** Prints the seconds to read the file as a tree. */
    static final class Tree {
        private Tree() {}

        public static void main(String[] arguments) throws Exception {
            long start = System.nanoTime();
            try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
                JsonElement tree = JsonParser.parseReader(in);
                int count = tree.getAsJsonObject().getAsJsonArray("annotations").size();
                if (count != CocoSized.ANNOTATIONS) {
                    throw new IllegalStateException(count + " annotations");
                }
            }
            System.out.println((System.nanoTime() - start) / 1e9);
        }
    }
}
