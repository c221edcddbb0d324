package org.dinotwins.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reader of one kind of file.
 *
 * @param name      for reports, and of the folders of its seeds and its corpus
 * @param own       the checked exception that it may throw
 * @param megabytes that it may allocate for a small file
 * @param seeds     valid files, by name
 * @param reading   reads bytes
 */
record FuzzReader(
        String name, Class<? extends Exception> own, int megabytes, Map<String, byte[]> seeds, Reading reading) {
    interface Reading {
        void read(byte[] file) throws Exception;
    }

    /** Whether the files are safetensors, whose header is mutated apart. */
    boolean hasHeader() {
        return name.equals("safetensors") || name.equals("correlation") || name.startsWith("weights");
    }

    /** The files in one folder of the test's resources, by name; none if there is no such folder. */
    static Map<String, byte[]> files(String folder) {
        Path path = Path.of("src/test/resources/org/dinotwins/fuzz").resolve(folder);
        Map<String, byte[]> files = new TreeMap<>();
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.list(path)) {
                for (Path file : all.toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /** Files that belong to other tests. */
    static Map<String, byte[]> resources(Class<?> beside, String... names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            try (InputStream stream = beside.getResourceAsStream(name)) {
                files.put(name, stream.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    @Override
    public String toString() {
        return name;
    }
}
