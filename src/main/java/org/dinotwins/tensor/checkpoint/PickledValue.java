package org.dinotwins.tensor.checkpoint;

import java.util.Arrays;
import java.util.List;
import org.dinotwins.tensor.HostTensor;

/** What a pickle can hold besides {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double}, {@code Boolean} and null. */
sealed interface PickledValue {
    /** The name of a class or function, which is never looked up. */
    record Name(String module, String name) implements PickledValue {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** An object of a class that is not known here; nothing of it is used. */
    record Inert(Name type) implements PickledValue {}

    /** A fixed sequence. */
    record Tuple(List<Object> items) implements PickledValue {}

    /** Where a tensor's elements are: {@code key} in the file, {@code elements} of a type. */
    record Storage(HostTensor.Type type, String key, long elements) implements PickledValue {}

    /**
     * A tensor: some elements of a storage.
     *
     * @param offset of the first element, in elements
     * @param stride distance of neighbours on each axis, in elements
     */
    // Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record View(Storage storage, long offset, long[] shape, long[] stride) implements PickledValue {
        @Override
        public String toString() {
            return storage.type() + " " + Arrays.toString(shape);
        }
    }
}
