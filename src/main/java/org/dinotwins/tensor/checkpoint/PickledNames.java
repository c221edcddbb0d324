package org.dinotwins.tensor.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.HostTensor.Type;
import org.dinotwins.tensor.checkpoint.PickledValue.Inert;
import org.dinotwins.tensor.checkpoint.PickledValue.Name;
import org.dinotwins.tensor.checkpoint.PickledValue.Storage;
import org.dinotwins.tensor.checkpoint.PickledValue.Tuple;
import org.dinotwins.tensor.checkpoint.PickledValue.View;

/**
 * What the names in a checkpoint's pickle mean: tensors, storages and containers are understood, any other class is an inert
 * value, and names that only an attack needs are refused. Nothing is ever looked up or called.
 */
final class PickledNames {
    private static final Map<String, Type> STORAGES = Map.of(
            "FloatStorage", Type.F32,
            "DoubleStorage", Type.F64,
            "HalfStorage", Type.F16,
            "BFloat16Storage", Type.BF16,
            "LongStorage", Type.I64,
            "IntStorage", Type.I32,
            "ShortStorage", Type.I16,
            "CharStorage", Type.I8,
            "ByteStorage", Type.U8,
            "BoolStorage", Type.BOOL);
    private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__");
    /** Built-in types, which are values; all other built-in names are functions. */
    private static final Set<String> TYPES = Set.of(
            "set",
            "frozenset",
            "list",
            "dict",
            "tuple",
            "bytearray",
            "bytes",
            "slice",
            "complex",
            "range",
            "object",
            "int",
            "float",
            "str",
            "bool");
    /** Modules with functions that run code or reach outside the program; no checkpoint needs one of them. */
    private static final Set<String> DANGEROUS = Set.of(
            "os",
            "posix",
            "nt",
            "sys",
            "subprocess",
            "commands",
            "pty",
            "runpy",
            "importlib",
            "shutil",
            "socket",
            "webbrowser",
            "ctypes",
            "code",
            "codeop",
            "pickle",
            "_pickle",
            "marshal",
            "operator",
            "_operator",
            "platform",
            "timeit",
            "pdb",
            "bdb",
            "cProfile",
            "profile",
            "trace",
            "pydoc",
            "doctest",
            "pip");

    private static final Name ORDERED_DICT = new Name("collections", "OrderedDict");
    private static final String UTILS = "torch._utils";

    private PickledNames() {}

    /** @throws CheckpointFileException if the name is that of something that only an attack needs */
    static Name checked(Name name) throws CheckpointFileException {
        String top = name.module().split("\\.", 2)[0];
        boolean function = BUILTINS.contains(name.module()) && !TYPES.contains(name.name());
        if (function || DANGEROUS.contains(top)) {
            throw new CheckpointFileException(
                    "It asks to run " + name + " when it is opened. No checkpoint needs that, so it is refused, and "
                            + "nothing in it was run. Delete it; do not open it with other programs.");
        }
        return name;
    }

    /** The storage type of a name; empty for other names. */
    static Optional<Type> storage(Object name) {
        return name instanceof Name known && known.module().startsWith("torch")
                ? Optional.ofNullable(STORAGES.get(known.name()))
                : Optional.empty();
    }

    /** The value of a name applied to arguments, as a class would construct it. */
    static Object applied(Name name, Tuple arguments) throws CheckpointFileException {
        List<Object> given = arguments.items();
        if (name.equals(ORDERED_DICT)
                || BUILTINS.contains(name.module()) && name.name().equals("dict")) {
            return new LinkedHashMap<Object, Object>();
        }
        if (name.module().equals(UTILS)) {
            return switch (name.name()) {
                case "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3" -> view(given);
                case "_rebuild_parameter", "_rebuild_parameter_with_state" ->
                    given.isEmpty() ? new Inert(name) : given.get(0);
                default -> new Inert(name);
            };
        }
        return new Inert(name);
    }

    private static Object view(List<Object> given) throws CheckpointFileException {
        if (given.size() < 4
                || !(given.get(0) instanceof Storage storage)
                || !(given.get(1) instanceof Long offset)
                || !(given.get(2) instanceof Tuple shape)
                || !(given.get(3) instanceof Tuple stride)) {
            throw new CheckpointFileException("A tensor in it has no storage, shape or stride: the file is damaged.");
        }
        return new View(storage, offset, longs(shape), longs(stride));
    }

    private static long[] longs(Tuple tuple) throws CheckpointFileException {
        long[] values = new long[tuple.items().size()];
        for (int i = 0; i < values.length; i++) {
            if (!(tuple.items().get(i) instanceof Long value)) {
                throw new CheckpointFileException("The shape of a tensor in it holds no numbers: the file is damaged.");
            }
            values[i] = value;
        }
        return values;
    }

    /** A storage that the pickle refers to: {@code ("storage", type, key, device, elements)}. */
    static Storage persistent(Object id) throws CheckpointFileException {
        if (id instanceof Tuple tuple
                && tuple.items().size() >= 5
                && "storage".equals(tuple.items().get(0))
                && tuple.items().get(2) instanceof String key
                && tuple.items().get(4) instanceof Long elements) {
            Optional<HostTensor.Type> type = storage(tuple.items().get(1));
            if (type.isPresent() && elements >= 0) {
                return new Storage(type.get(), key, elements);
            }
            throw new CheckpointFileException(
                    "It holds a storage of the type " + tuple.items().get(1) + ", which is not known here.");
        }
        throw new CheckpointFileException("It refers to data in a form that is not known here.");
    }
}
