package org.dinotwins.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Operations written in TorchScript: a readable source file of this project, packed in memory into the archive that
 * libtorch loads, whose methods run as one native call each. Autograd flows through them.
 *
 * <p>The source holds one class {@code Operations(Module)} without weights. The archive is a zip of that source and of
 * a fixed description of an object without attributes, both made here; nothing is ever read from outside.
 */
public final class Script implements AutoCloseable {
    /** TorchScript file format that PyTorch 1.6 and later read. */
    private static final String FORMAT_VERSION = "3\n";
    /** Serialised {@code __torch__.Operations()} with the one attribute {@code training = False}. */
    private static final byte[] OBJECT = pickle("c__torch__\nOperations\n)\u0081}(X\b\0\0\0training\u0089ub.");
    /** Serialised empty tuple: the archive has no constants. */
    private static final byte[] NO_CONSTANTS = pickle(").");

    /** Prefix of an array's name that tells DJL which method to run. */
    private static final String METHOD = "module_method:";

    private final NDManager owner;
    private final NDManager host;
    private final PtSymbolBlock block;

    private Script(NDManager owner, PtSymbolBlock block) {
        this.owner = owner;
        this.host = owner.newSubManager(Device.cpu());
        this.block = block;
    }

    /**
     * Loads a source file that lies beside a class.
     *
     * @param parent the script lives as long as this manager at most
     * @param beside class whose package folder holds the file
     * @param name   file name
     */
    public static Script load(NDManager parent, Class<?> beside, String name) {
        return load(parent, beside, name, Map.of());
    }

    /**
     * As {@link #load(NDManager, Class, String)}, for a source with constants that are known when it is loaded.
     *
     * @param constants names that stand in the source, each of them once, and what is put in their place
     * @throws IllegalArgumentException if a name does not stand there, or more than once
     */
    public static Script load(NDManager parent, Class<?> beside, String name, Map<String, String> constants) {
        try (InputStream source = beside.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalArgumentException("no script " + name + " beside " + beside.getName());
            }
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> constant : constants.entrySet()) {
                text = put(text, name, constant.getKey(), constant.getValue());
            }
            return of(parent, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("script " + name + " cannot be loaded", e);
        }
    }

    private static String put(String source, String file, String constant, String value) {
        Matcher places = Pattern.compile("\\b" + Pattern.quote(constant) + "\\b").matcher(source);
        long found = places.results().count();
        if (found != 1) {
            throw new IllegalArgumentException("script " + file + " has " + constant + " " + found + " times, not once");
        }
        return places.reset().replaceFirst(Matcher.quoteReplacement(value));
    }

    /** Loads a source that is in memory. */
    static Script of(NDManager parent, byte[] source) throws IOException {
        NDManager owner = parent.newSubManager();
        try {
            byte[] archive = pack(source);
            PtSymbolBlock block = JniUtils.loadModule((PtNDManager) owner, new ByteArrayInputStream(archive), false,
                    false);
            return new Script(owner, block);
        } catch (IOException | RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /**
     * Runs a method that returns one tensor. Gradients are recorded where an argument asks for them. Arguments are
     * arrays, lists of arrays, or numbers, which arrive as tensors of one element.
     *
     * @param scope owns the result
     */
    public NDArray tensor(NDManager scope, String method, Object... arguments) {
        return run(scope, method, arguments).get(0);
    }

    /** As {@link #tensor}, for a method that returns a list of tensors. */
    public List<NDArray> tensors(NDManager scope, String method, Object... arguments) {
        return run(scope, method, arguments);
    }

    /**
     * Runs a method for its effect on its arguments; no gradient is recorded. Numbers arrive as numbers.
     */
    public void call(String method, Object... arguments) {
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(arguments[i]);
            }
            plainExecutor();
            IValueUtils.runMethod(block, method, values).close();
        } finally {
            for (IValue value : values) {
                if (value != null) {
                    value.close();
                }
            }
        }
    }

    // DJL records gradients through scripts only on this path, which takes a flat list: names of arrays say which
    // method is meant and which arrays form a list. Threads that share arrays must therefore run the same method at a time:
    // they give each array the same name.
    private NDList run(NDManager scope, String method, Object... arguments) {
        NDList flat = new NDList();
        List<NDArray> made = new ArrayList<>();
        // DJL gives the results to the manager of the first array.
        NDArray marker = number(0, made);
        marker.attach(scope);
        marker.setName(METHOD + method);
        flat.add(marker);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof List<?> list) {
                for (Object item : list) {
                    flat.add(named((NDArray) item, "list" + i + "[]"));
                }
            } else {
                flat.add(named(arguments[i] instanceof NDArray array ? array : number(arguments[i], made), null));
            }
        }
        plainExecutor();
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return IValueUtils.forward(block, flat, true);
        } finally {
            JniUtils.setGradMode(before);
            made.forEach(NDArray::close);
        }
    }

    // The profiling executor specialises for each new shape, which takes seconds, and keeps what it made; crops of
    // several sizes gain nothing from that. libtorch keeps this switch for each thread.
    private static void plainExecutor() {
        JniUtils.setGraphExecutorOptimize(false);
    }

    private static NDArray named(NDArray array, String name) {
        array.setName(name);
        return array;
    }

    // On the host: on its way to a GPU, and back when the script asks for its value, a number would wait for all work there.
    private NDArray number(Object argument, List<NDArray> made) {
        NDArray array;
        if (argument instanceof Integer number) {
            array = host.create(number.longValue());
        } else if (argument instanceof Double number) {
            array = host.create(number.doubleValue());
        } else {
            throw new IllegalArgumentException("no tensor for " + argument);
        }
        made.add(array);
        return array;
    }

    private static IValue value(Object argument) {
        if (argument instanceof NDArray array) {
            return IValue.from((PtNDArray) array);
        } else if (argument instanceof Double number) {
            return IValue.from(number.doubleValue());
        } else if (argument instanceof List<?> list) {
            return IValue.listFrom(list.toArray(PtNDArray[]::new));
        }
        throw new IllegalArgumentException("no TorchScript value for " + argument);
    }

    @Override
    public void close() {
        block.close();
        owner.close();
    }

    /** The archive that libtorch loads. */
    static byte[] pack(byte[] source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "archive/data.pkl", OBJECT);
            add(zip, "archive/code/__torch__.py", source);
            add(zip, "archive/constants.pkl", NO_CONSTANTS);
            add(zip, "archive/version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
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
