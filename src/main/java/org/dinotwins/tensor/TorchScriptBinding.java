package org.dinotwins.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The methods of an interface that extends {@link TorchScript}: checked against the source on creation, then run by it.
 */
final class TorchScriptBinding implements InvocationHandler {
    /** Smaller integers are cached as arrays: they are sizes and counts, which recur with every call. */
    private static final int KEPT_INTEGERS = 10_000;

    private final NDManager owner;
    private final NDManager host;
    private final PyTorch.Archive archive;
    private final Map<Method, Call> calls = new HashMap<>();
    private final Map<Long, NDArray> integers = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the interface does not match the source */
    static <T extends TorchScript> T bind(NDManager parent, Class<T> type, TorchScriptSource source) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new TorchScriptBinding(parent, type, source)));
    }

    private TorchScriptBinding(NDManager parent, Class<?> type, TorchScriptSource source) {
        StringBuilder adapters = new StringBuilder();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() > 0) {
                TorchScriptSource.Definition definition = checked(method, source);
                if (method.getReturnType() != void.class) {
                    adapters.append(ListAdapter.of(definition));
                }
            }
        }
        this.owner = parent.newSubManager();
        this.host = owner.newSubManager(Device.cpu());
        try {
            this.archive =
                    new PyTorch.Archive(owner, source.and(adapters.toString()).archive());
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() > 0) {
                calls.put(method, method.getReturnType() == void.class ? inPlace(method) : withResult(method));
            }
        }
    }

    /** Runs a method of the interface. */
    private interface Call {
        Object run(Object[] arguments);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        Call call = calls.get(method);
        if (call != null) {
            return call.run(arguments);
        }
        return switch (method.getName()) {
            case "close" -> {
                archive.close();
                owner.close();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> proxy.getClass().getInterfaces()[0].getName();
        };
    }

    private static TorchScriptSource.Definition checked(Method method, TorchScriptSource source) {
        TorchScriptSource.Definition needed = definition(method);
        TorchScriptSource.Definition found = source.methods().get(needed.name());
        String caller = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        if (found == null) {
            throw new IllegalArgumentException(source.file() + " has no \"" + needed + "\" for " + caller + ", only "
                    + source.methods().keySet());
        }
        if (!found.toString().equals(needed.toString())) {
            throw new IllegalArgumentException(
                    source.file() + " has \"" + found + "\" where " + caller + " needs \"" + needed + "\"");
        }
        return found;
    }

    /** The {@code def} that corresponds to a method of the interface. */
    private static TorchScriptSource.Definition definition(Method method) {
        boolean changes = method.getReturnType() == void.class;
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.getType() != NDManager.class) {
                parameters.put(snakeCase(parameter.getName()), type(parameter.getType()));
            }
        }
        if (changes == (method.getParameterTypes()[0] == NDManager.class)) {
            throw new IllegalArgumentException(
                    method + " must begin with an NDManager if it has a result, and only then");
        }
        return new TorchScriptSource.Definition(snakeCase(method.getName()), parameters, type(method.getReturnType()));
    }

    private static String type(Class<?> type) {
        if (type.isRecord()) {
            return "Tuple[" + String.join(", ", Collections.nCopies(type.getRecordComponents().length, "Tensor")) + "]";
        }
        Map<Class<?>, String> types = Map.of(
                NDArray.class,
                "Tensor",
                List.class,
                "List[Tensor]",
                int.class,
                "int",
                long.class,
                "int",
                double.class,
                "float",
                boolean.class,
                "bool",
                void.class,
                "None");
        String name = types.get(type);
        if (name == null) {
            throw new IllegalArgumentException("TorchScript has no type for " + type.getName());
        }
        return name;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private Call inPlace(Method method) {
        String name = snakeCase(method.getName());
        return arguments -> {
            archive.inPlace(name, arguments);
            return null;
        };
    }

    private Call withResult(Method method) {
        NDArray marker = PyTorch.Archive.method(host.create(0L), ListAdapter.name(snakeCase(method.getName())));
        Class<?> type = method.getReturnType();
        Constructor<?> constructor = type.isRecord() ? constructor(type) : null;
        return arguments -> {
            List<NDArray> made = new ArrayList<>();
            NDList results;
            try {
                results = archive.withGradients(marker, flat(arguments, made));
            } finally {
                made.forEach(NDArray::close);
            }
            results.attach((NDManager) arguments[0]);
            return type == NDArray.class ? results.get(0) : constructor == null ? results : made(constructor, results);
        };
    }

    /** Arguments in the form that {@link ListAdapter} expects. @param made arrays that the caller must close */
    private List<NDArray> flat(Object[] arguments, List<NDArray> made) {
        List<NDArray> flat = new ArrayList<>();
        List<NDArray> items = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i] instanceof NDArray array) {
                flat.add(array);
            } else if (arguments[i] instanceof List<?> list) {
                flat.add(integer(list.size(), made));
                list.forEach(item -> items.add((NDArray) item));
            } else if (arguments[i] instanceof Double number) {
                made.add(host.create(number.doubleValue()));
                flat.add(made.get(made.size() - 1));
            } else if (arguments[i] instanceof Boolean flag) {
                flat.add(integer(flag ? 1 : 0, made));
            } else {
                flat.add(integer(((Number) arguments[i]).longValue(), made));
            }
        }
        flat.addAll(items);
        return flat;
    }

    // On the host: otherwise the number would wait for all work of the GPU, on its way there and when the script reads
    // it.
    private NDArray integer(long value, List<NDArray> made) {
        if (value >= 0 && value < KEPT_INTEGERS) {
            return integers.computeIfAbsent(value, host::create);
        }
        NDArray array = host.create(value);
        made.add(array);
        return array;
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] components = new Class<?>[type.getRecordComponents().length];
        Arrays.fill(components, NDArray.class);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " must consist of NDArrays", e);
        }
    }

    private static Object made(Constructor<?> constructor, List<NDArray> components) {
        try {
            return constructor.newInstance(components.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
