package org.dinotwins.tensor;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Joins the project's own scripts into one, so that all of a step can be written as one method. */
public final class SourceScript {
    private static final String HEAD = "class Operations(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
            + "  training : bool\n";

    private final StringBuilder methods = new StringBuilder();

    /** Adds the methods of a script that lies beside a class. */
    public SourceScript add(Class<?> beside, String name) throws IOException {
        return add(beside, name, "\0", "");
    }

    /** The same with one text replaced by another, for methods whose name another script has too. */
    public SourceScript add(Class<?> beside, String name, String from, String to) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            methods.append(text.substring(text.indexOf(HEAD) + HEAD.length()).replace(from, to));
        }
        return this;
    }

    /** Adds methods, indented by two spaces. */
    public SourceScript add(String text) {
        methods.append(text);
        return this;
    }

    public Script load(NDManager parent) throws IOException {
        return Script.of(parent, source());
    }

    /** Writes the archive for another PyTorch than ours. */
    public void write(Path file) throws IOException {
        Files.write(file, Script.pack(source()));
    }

    private byte[] source() {
        return (HEAD + methods).getBytes(StandardCharsets.UTF_8);
    }
}
