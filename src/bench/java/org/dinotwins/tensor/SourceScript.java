package org.dinotwins.tensor;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Joins the project's scripts into one class, so that a whole step can be written as one method. A method {@code m} of
 * a file {@code x.py} is named {@code x_m} there.
 */
public final class SourceScript {
    private static final String CLASS = "(Module):";

    private final StringBuilder types = new StringBuilder();
    private final StringBuilder methods = new StringBuilder();

    /** Adds the script in the package of a class. */
    public SourceScript add(Class<?> beside, String file) {
        return add(beside, file, Map.of());
    }

    /** Like {@link #add(Class, String)}, for a script with constants. */
    public SourceScript add(Class<?> beside, String file, Map<String, String> constants) {
        TorchScriptSource source = TorchScriptSource.read(beside, file).with(constants);
        String text = source.text();
        String head = "class " + source.className() + CLASS;
        types.append(text, 0, text.indexOf(head));
        String body = text.substring(text.indexOf(head) + head.length());
        for (String method : source.methods().keySet()) {
            String renamed = file.replace(".py", "") + "_" + method + "(";
            body = body.replace("def " + method + "(", "def " + renamed)
                    .replace("self." + method + "(", "self." + renamed);
        }
        methods.append(body);
        return this;
    }

    /** Adds methods, indented by four spaces. */
    public SourceScript add(String text) {
        methods.append(text);
        return this;
    }

    public <T extends TorchScript> T load(NDManager parent, Class<T> type) {
        return TorchScriptBinding.bind(parent, type, source());
    }

    /** Writes the archive for another build of PyTorch. */
    public void write(Path file) throws IOException {
        Files.write(file, source().archive());
    }

    private TorchScriptSource source() {
        return TorchScriptSource.of("joined.py", types + "class Joined" + CLASS + "\n" + methods);
    }
}
