package org.dinotwins.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The parts of DJL's PyTorch engine that its public API does not offer. No other class uses {@code ai.djl.pytorch}.
 *
 * <ul>
 * <li>{@code JniUtils.loadModule} reads an archive from memory; the public model loader wants files and a model's name.
 * <li>{@code IValueUtils.forward} and {@code runMethod} run any method of an archive, with gradients and in place; the
 *     public {@code Block} runs {@code forward} alone.
 * <li>{@code setGraphExecutorOptimize} and {@code setGradMode} are switches of the calling thread that nothing else sets.
 * <li>{@code attachGradient} marks a weight for autograd; the public {@code setRequiresGradient} expects a
 *     {@code GradientCollector} around every use.
 * <li>{@code getByteBuffer} shares an array's memory; the public {@code toByteBuffer} copies it.
 * <li>{@code getNumThreads} and {@code setNumThreads} divide the cores among threads.
 * </ul>
 */
public final class PyTorch {
    /** Prefix of an array's name that selects the method that DJL runs. */
    private static final String METHOD = "module_method:";
    /** Name of arrays that DJL passes as one list. */
    private static final String LIST = "arguments[]";

    private PyTorch() {}

    /** Marks an array so that autograd records what is computed from it. */
    public static NDArray requireGradient(NDArray array) {
        JniUtils.attachGradient((PtNDArray) array, true);
        return array;
    }

    /** The same values without gradient history: gradients stop here, and can be computed with respect to the copy. */
    public static NDArray leaf(NDArray array) {
        return requireGradient(array.stopGradient());
    }

    /** Number of threads among which PyTorch divides an operation of the calling thread; loads the engine if needed. */
    public static int threads() {
        Engine.getEngine(PtEngine.ENGINE_NAME);
        return JniUtils.getNumThreads();
    }

    /** Sets {@link #threads()} for the calling thread and for threads new to PyTorch. */
    public static void setThreads(int count) {
        JniUtils.setNumThreads(count);
    }

    /** The memory of an array in host memory, without a copy. */
    static ByteBuffer memory(NDArray array) {
        return JniUtils.getByteBuffer((PtNDArray) array, true).order(ByteOrder.nativeOrder());
    }

    /** A loaded TorchScript archive. */
    static final class Archive implements AutoCloseable {
        private final PtSymbolBlock block;

        /** @throws ai.djl.engine.EngineException if libtorch rejects the source, naming the line */
        Archive(NDManager owner, byte[] archive) {
            try {
                block = JniUtils.loadModule((PtNDManager) owner, new ByteArrayInputStream(archive), false, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * An array that selects a method for {@link #withGradients}; its values are not read.
         *
         * @param array array whose manager will own the results
         */
        static NDArray method(NDArray array, String method) {
            array.setName(METHOD + method);
            return array;
        }

        /**
         * Runs a method that takes one list of tensors and returns a tensor or a list of them, and records gradients.
         * DJL does so only for arrays, whose names say what they are. All arguments have the same name, so that threads
         * which share arrays do not interfere.
         *
         * @param method result of {@link #method}
         */
        NDList withGradients(NDArray method, List<NDArray> arguments) {
            NDList all = new NDList(arguments.size() + 1);
            all.add(method);
            for (NDArray argument : arguments) {
                argument.setName(LIST);
                all.add(argument);
            }
            plainExecutor();
            boolean before = JniUtils.isGradMode();
            JniUtils.setGradMode(true);
            try {
                return IValueUtils.forward(block, all, true);
            } finally {
                JniUtils.setGradMode(before);
            }
        }

        /** Runs a method that changes its arguments: arrays, lists of arrays, integers, doubles and booleans. */
        void inPlace(String method, Object[] arguments) {
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

        private static IValue value(Object argument) {
            if (argument instanceof NDArray array) {
                return IValue.from((PtNDArray) array);
            } else if (argument instanceof List<?> list) {
                return IValue.listFrom(list.toArray(PtNDArray[]::new));
            } else if (argument instanceof Double number) {
                return IValue.from(number.doubleValue());
            } else if (argument instanceof Boolean flag) {
                return IValue.from(flag.booleanValue());
            }
            return IValue.from(((Number) argument).longValue());
        }

        // The profiling executor specialises for each new shape, which takes seconds, and keeps the results. With crops
        // of several sizes this gains nothing.
        private static void plainExecutor() {
            JniUtils.setGraphExecutorOptimize(false);
        }

        @Override
        public void close() {
            block.close();
        }
    }
}
