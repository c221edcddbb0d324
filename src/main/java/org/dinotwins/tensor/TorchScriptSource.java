package org.dinotwins.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The text of a TorchScript file: its only class {@code X(Module)} without weights, and the methods of this class.
 *
 * @param file    name of the file, for messages
 * @param text    source text
 * @param methods methods by name
 */
record TorchScriptSource(String file, String text, Map<String, Definition> methods) {
    /** Version of the TorchScript file format; PyTorch 1.6 and later read it. */
    private static final String FORMAT_VERSION = "3\n";
    /** Serialised empty tuple: the archive has no constants. */
    private static final byte[] NO_CONSTANTS = pickle(").");

    private static final Pattern CLASS = Pattern.compile("^class (\\w+)\\(Module\\):", Pattern.MULTILINE);
    private static final Pattern METHOD =
            Pattern.compile("^ +def (\\w+)\\(self(?:,\\s*)?([^)]*)\\)\\s*->\\s*([^\n]+):", Pattern.MULTILINE);

    /** A {@code def}: parameters without {@code self}, by name with their types, and the type of the result. */
    record Definition(String name, Map<String, String> parameters, String result) {
        @Override
        public String toString() {
            return parameters.entrySet().stream()
                    .map(p -> p.getKey() + ": " + p.getValue())
                    .collect(Collectors.joining(", ", "def " + name + "(", ") -> " + result));
        }
    }

    /** Reads a file in the package of a class. */
    static TorchScriptSource read(Class<?> beside, String file) {
        try (InputStream source = beside.getResourceAsStream(file)) {
            if (source == null) {
                throw new IllegalArgumentException("no file " + file + " beside " + beside.getName());
            }
            return of(file, new String(source.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    static TorchScriptSource of(String file, String text) {
        Map<String, Definition> methods = new LinkedHashMap<>();
        Matcher found = METHOD.matcher(text);
        while (found.find()) {
            methods.put(found.group(1), new Definition(found.group(1), parameters(found.group(2)), found.group(3)));
        }
        return new TorchScriptSource(file, text, methods);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : text.split(",\\s*(?=\\w+ *:)")) {
            if (!parameter.isBlank()) {
                String[] parts = parameter.split(":", 2);
                parameters.put(parts[0].strip(), parts[1].strip());
            }
        }
        return parameters;
    }

    /**
     * The source with names replaced by constants.
     *
     * @throws IllegalArgumentException if a name does not occur exactly once
     */
    TorchScriptSource with(Map<String, String> constants) {
        String changed = text;
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            Matcher places = Pattern.compile("\\b" + Pattern.quote(constant.getKey()) + "\\b")
                    .matcher(changed);
            long count = places.results().count();
            if (count != 1) {
                throw new IllegalArgumentException(
                        file + " has " + constant.getKey() + " " + count + " times, not once");
            }
            changed = places.reset().replaceFirst(Matcher.quoteReplacement(constant.getValue()));
        }
        return of(file, changed);
    }

    /** The source with methods added to the class. @param more indented text */
    TorchScriptSource and(String more) {
        return of(file, text.stripTrailing() + "\n\n" + more);
    }

    /** Name of the class. */
    String className() {
        Matcher found = CLASS.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException(file + " has no class that extends Module");
        }
        return found.group(1);
    }

    /** The archive, for libtorch and Python's {@code torch.jit.load}. */
    byte[] archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "archive/data.pkl", pickle("c__torch__\n" + className() + "\n)\u0081}b."));
            add(zip, "archive/code/__torch__.py", text.getBytes(StandardCharsets.UTF_8));
            add(zip, "archive/constants.pkl", NO_CONSTANTS);
            add(zip, "archive/version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] pickle(String protocol2) {
        return ("\u0080\u0002" + protocol2).getBytes(StandardCharsets.ISO_8859_1);
    }
}
