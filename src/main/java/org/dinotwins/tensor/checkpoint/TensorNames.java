package org.dinotwins.tensor.checkpoint;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dinotwins.tensor.checkpoint.PickledValue.Inert;
import org.dinotwins.tensor.checkpoint.PickledValue.Tuple;
import org.dinotwins.tensor.checkpoint.PickledValue.View;

/** The tensors of an unpickled checkpoint by name; names of containers inside each other are joined by dots. */
final class TensorNames {
    private static final int DEEPEST = 20;

    private final Map<String, View> views = new LinkedHashMap<>();
    /** Containers on the way to the present one, or seen before: a pickle can make them contain themselves. */
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private TensorNames() {}

    /** @throws CheckpointFileException if there is no tensor */
    static Map<String, View> of(Object root) throws CheckpointFileException {
        TensorNames names = new TensorNames();
        names.collect("", root, 0);
        if (names.views.isEmpty()) {
            throw new CheckpointFileException(
                    root instanceof Inert inert
                            ? "It holds an object of the class " + inert.type()
                                    + " instead of weights: a model that was saved "
                                    + "as a whole, which only its own code can open. Save its state_dict() instead."
                            : "It is a pickle without any tensor, so it holds no weights.");
        }
        return names.views;
    }

    private void collect(String prefix, Object value, int depth) {
        if (value instanceof View view) {
            views.putIfAbsent(prefix, view);
        } else if (depth < DEEPEST && (value instanceof Map || value instanceof List) && seen.add(value)) {
            String start = prefix.isEmpty() ? "" : prefix + ".";
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, item) -> collect(start + key, item, depth + 1));
            } else {
                List<?> list = (List<?>) value;
                for (int i = 0; i < list.size(); i++) {
                    collect(start + i, list.get(i), depth + 1);
                }
            }
        } else if (value instanceof Tuple tuple && depth < DEEPEST) {
            for (int i = 0; i < tuple.items().size(); i++) {
                collect(prefix + "." + i, tuple.items().get(i), depth + 1);
            }
        }
    }
}
