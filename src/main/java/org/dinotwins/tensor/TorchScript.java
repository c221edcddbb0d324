package org.dinotwins.tensor;

import ai.djl.ndarray.NDManager;
import java.util.Map;

/**
 * Arithmetic written in TorchScript: an interface that extends this one is the typed binding of the {@code .py} file
 * beside it. Each of its methods runs the {@code def} of the same name as one native call.
 *
 * <p>Names are {@code camelCase} in Java and {@code snake_case} in Python. Types correspond as follows.
 * <table>
 * <caption>Types</caption>
 * <tr><td>{@code NDArray}</td><td>{@code Tensor}</td></tr>
 * <tr><td>{@code List<NDArray>}</td><td>{@code List[Tensor]}</td></tr>
 * <tr><td>{@code int}, {@code long}</td><td>{@code int}</td></tr>
 * <tr><td>{@code double}</td><td>{@code float}</td></tr>
 * <tr><td>{@code boolean}</td><td>{@code bool}</td></tr>
 * <tr><td>as a result: record of {@code NDArray}</td><td>{@code Tuple[Tensor, ...]}</td></tr>
 * </table>
 *
 * <p>A method with a result takes the {@code NDManager} that will own the result as its first parameter, which the
 * Python method lacks; autograd records it. A method without a result changes its arguments in place and is not
 * recorded.
 */
public interface TorchScript extends AutoCloseable {
    @Override
    void close();

    /**
     * Loads a file and binds it.
     *
     * @param parent manager that must outlive the script
     * @param type   interface in the package of the file
     * @param file   name of the file
     * @throws IllegalArgumentException if a method of {@code type} has no {@code def} in the file, or one with other
     *                                  parameters or another result
     * @throws ai.djl.engine.EngineException if libtorch rejects the file
     */
    static <T extends TorchScript> T load(NDManager parent, Class<T> type, String file) {
        return load(parent, type, file, Map.of());
    }

    /**
     * Like {@link #load(NDManager, Class, String)}, for a file with constants that are known when it is loaded.
     *
     * @param constants names that occur exactly once in the source, with the text that replaces them
     */
    static <T extends TorchScript> T load(NDManager parent, Class<T> type, String file, Map<String, String> constants) {
        return TorchScriptBinding.bind(
                parent, type, TorchScriptSource.read(type, file).with(constants));
    }
}
