package org.dinotwins.eval;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.dinotwins.augment.CropRecipe;
import org.dinotwins.augment.CropView;
import org.dinotwins.augment.Interval;
import org.dinotwins.augment.MultiCrop;
import org.dinotwins.augment.Photometric;
import org.dinotwins.data.DataException;
import org.dinotwins.data.Picture;
import org.dinotwins.data.picture.ImageFiles;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.tensor.Autograd;
import org.dinotwins.tensor.ComputationException;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Initial;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.device.ComputeDevice;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.train.loader.PictureCache;
import org.dinotwins.train.optimizer.AdamW;
import org.dinotwins.train.optimizer.GradientClipping;
import org.dinotwins.train.optimizer.Schedule;
import org.dinotwins.vit.InitialWeights;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/**
 * A network of a run's size trained end to end on labels alone, on a short schedule: the baseline for self-supervision.
 * AdamW with a cosine schedule and a warm-up of a tenth, random resized crops, flips and mild colour jitter.
 *
 * @param backbone weights by the names of the public DINO code
 * @param head     {@code [outputs][dim]} of the linear layer on the CLS token
 * @param bias     {@code [outputs]}
 */
// equals and hashCode compare contents.
@SuppressWarnings("ArrayRecordComponent")
public record Supervised(Map<String, HostTensor> backbone, float[][] head, float[] bias) {
    private static final String BACKBONE = "backbone.";
    private static final String HEAD = "head.";
    private static final int MOST_IN_BATCH = 64;
    /** Peak learning rate for a full batch: twice the 5e-4 of DeiT, because the schedule is short. */
    private static final double RATE = 1e-3;

    private static final double LAST_RATE = 1e-5;
    private static final double DECAY = 0.05;
    private static final double CLIP = 3;
    private static final double WARM_UP = 0.1;
    private static final Interval CROP_SHARE = new Interval(0.35, 1);
    private static final Interval ASPECT = new Interval(0.75, 4 / 3.0);
    private static final Photometric COLOURS = new Photometric(0.5, 0.3, 0.3, 0.2, 0.05, 0, 0, new Interval(0, 0), 0);

    /** Pictures of a training step as floats, and their labels. */
    // Consumed once; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Batch(ByteBuffer images, float[] one, float[] several) {}

    /** Called after each step; may throw to stop early. */
    public interface Watcher {
        void done(int step);
    }

    /**
     * Trains from scratch.
     *
     * @param pictures labelled pictures
     * @param one      {@code [n][classes]}, a 1 for each picture's class
     * @param several  {@code [n][classes]}, 1 for all classes of a picture; no columns if these are not to be trained
     * @param steps    number of batches, at least 1
     * @param seed     random seed for weights, order and crops
     */
    public static Supervised learn(
            ViTConfig model,
            List<Picture> pictures,
            float[][] one,
            float[][] several,
            int steps,
            long seed,
            DevicePreference device,
            Watcher watcher)
            throws ComputationException, DataException {
        if (pictures.isEmpty() || pictures.size() != one.length || pictures.size() != several.length) {
            throw new IllegalArgumentException(pictures.size() + " pictures with " + one.length + " labels");
        }
        try (Run run = new Run(model, pictures, one, several, seed, device)) {
            return run.learn(steps, watcher);
        }
    }

    private static final class Run implements AutoCloseable {
        private final ViTConfig model;
        private final float[][] one;
        private final float[][] several;
        private final long seed;
        private final int batch;
        private final PictureCache pixels;
        private final MultiCrop crops;
        private final NDManager owner;
        private final VisionTransformer transformer;
        private final Autograd autograd;
        private final GradientClipping clipping;
        private final SupervisedLoss supervisedLoss;
        private final Weights backbone;
        private final Weights head;
        private final Map<String, NDArray> all = new LinkedHashMap<>();
        private final AdamW optimizer;
        private final int[] order;
        private final SplittableRandom shuffling;
        private int next;

        Run(
                ViTConfig model,
                List<Picture> pictures,
                float[][] one,
                float[][] several,
                long seed,
                DevicePreference device)
                throws ComputationException {
            this.model = model;
            this.one = one;
            this.several = several;
            this.seed = seed;
            this.batch = Math.min(MOST_IN_BATCH, pictures.size());
            this.pixels = new PictureCache(pictures, ImageFiles::read);
            this.crops = new MultiCrop(new CropRecipe(
                    model.imageSize(),
                    CROP_SHARE,
                    0,
                    model.patchSize(),
                    CROP_SHARE,
                    ASPECT,
                    0.5,
                    COLOURS,
                    COLOURS,
                    COLOURS));
            SplittableRandom random = new SplittableRandom(seed);
            this.owner = NDManager.newBaseManager(ComputeDevice.choose(device).device());
            this.transformer = new VisionTransformer(model, owner);
            this.autograd = Autograd.load(owner);
            this.clipping = GradientClipping.load(owner);
            this.supervisedLoss = SupervisedLoss.load(owner);
            this.backbone = new Weights(owner, InitialWeights.of(model, random.split())).requireGradients();
            int outputs = one[0].length + several[0].length;
            Map<String, HostTensor> first = new LinkedHashMap<>();
            first.put("weight", new Initial(random.split()).truncatedNormal(outputs, model.dim()));
            first.put("bias", Initial.constant(0, outputs));
            this.head = new Weights(owner, first).requireGradients();
            backbone.names().forEach(name -> all.put(BACKBONE + name, backbone.get(name)));
            head.names().forEach(name -> all.put(HEAD + name, head.get(name)));
            this.optimizer = new AdamW(owner, all);
            this.order = IntStream.range(0, pictures.size()).toArray();
            this.next = order.length;
            this.shuffling = random.split();
        }

        Supervised learn(int steps, Watcher watcher) throws ComputationException, DataException {
            Schedule rate = new Schedule(
                    RATE * batch / MOST_IN_BATCH,
                    LAST_RATE,
                    Math.max(1, Math.round(WARM_UP * steps)),
                    Math.max(2, steps));
            CompletableFuture<Batch> coming = ahead(0);
            for (int step = 0; step < steps; step++) {
                Batch now = rendered(coming);
                coming = step + 1 < steps ? ahead(step + 1) : coming;
                step(now, step, rate.at(step + 1));
                watcher.done(step + 1);
            }
            float[] rows = head.get("weight").toFloatArray();
            float[][] matrix = new float[rows.length / model.dim()][model.dim()];
            for (int i = 0; i < rows.length; i++) {
                matrix[i / model.dim()][i % model.dim()] = rows[i];
            }
            return new Supervised(backbone.download(), matrix, head.get("bias").toFloatArray());
        }

        private static Batch rendered(CompletableFuture<Batch> coming) throws DataException {
            try {
                return coming.join();
            } catch (CompletionException e) {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                    if (cause instanceof DataException fault) {
                        throw fault;
                    }
                }
                throw e;
            }
        }

        private void step(Batch now, int step, double rate) throws ComputationException {
            Engine.getInstance().setRandomSeed(Math.toIntExact((seed * 1_000_003L + step) & Integer.MAX_VALUE));
            int side = model.imageSize();
            try (NDManager scope = owner.newSubManager()) {
                NDArray images = scope.create(now.images(), new Shape(batch, 3, side, side), DataType.FLOAT32);
                NDArray tokens = transformer.forward(scope, backbone, images, true);
                NDArray loss = supervisedLoss.forward(
                        scope,
                        tokens,
                        head.get("weight"),
                        head.get("bias"),
                        scope.create(now.one(), new Shape(batch, one[0].length)),
                        scope.create(now.several(), new Shape(batch, several[0].length)));
                if (!Float.isFinite(loss.getFloat())) {
                    throw new ComputationException("The supervised baseline diverged at step " + (step + 1)
                            + ": its loss is no longer finite. Measure again with another seed.");
                }
                List<NDArray> gradients = autograd.gradients(scope, loss, new ArrayList<>(all.values()));
                clipping.clip(gradients, clipping.norms(scope, gradients), CLIP);
                optimizer.step(all.keySet(), gradients, rate, DECAY);
            }
        }

        /** Draws and renders the pictures of the next step while the device computes. */
        private CompletableFuture<Batch> ahead(int step) {
            int[] chosen = new int[batch];
            for (int i = 0; i < batch; i++) {
                if (next == order.length) {
                    shuffle();
                }
                chosen[i] = order[next++];
            }
            return CompletableFuture.supplyAsync(() -> render(chosen, step));
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int other = shuffling.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
            next = 0;
        }

        private Batch render(int[] chosen, int step) {
            int floats = 3 * model.imageSize() * model.imageSize();
            ByteBuffer images = ByteBuffer.allocateDirect(Math.multiplyExact(batch * floats, Float.BYTES))
                    .order(ByteOrder.nativeOrder());
            FloatBuffer values = images.asFloatBuffer();
            float[] first = new float[batch * one[0].length];
            float[] second = new float[batch * several[0].length];
            IntStream.range(0, batch).parallel().forEach(i -> {
                float[] view = new float[floats];
                Found found = readable(chosen[i]);
                int index = found.index();
                Pixels picture = found.pixels();
                SplittableRandom random = new SplittableRandom((seed * 1_000_003 + step) * MOST_IN_BATCH + i);
                CropView crop =
                        crops.draw(picture.width(), picture.height(), random).get(0);
                crops.render(picture, crop, view, 0);
                values.put(i * floats, view, 0, floats);
                System.arraycopy(one[index], 0, first, i * one[0].length, one[0].length);
                System.arraycopy(several[index], 0, second, i * several[0].length, several[0].length);
            });
            return new Batch(images, first, second);
        }

        private record Found(int index, Pixels pixels) {}

        /** This picture, or the next readable one. */
        private Found readable(int wanted) {
            DataException last = null;
            for (int i = 0; i < order.length; i++) {
                int index = (wanted + i) % order.length;
                try {
                    return new Found(index, pixels.get(index));
                } catch (DataException e) {
                    last = e;
                }
            }
            throw new CompletionException(last);
        }

        @Override
        public void close() {
            optimizer.close();
            supervisedLoss.close();
            clipping.close();
            autograd.close();
            transformer.close();
            owner.close();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Supervised that
                && backbone.equals(that.backbone)
                && Arrays.deepEquals(head, that.head)
                && Arrays.equals(bias, that.bias);
    }

    @Override
    public int hashCode() {
        return Objects.hash(backbone, Arrays.deepHashCode(head), Arrays.hashCode(bias));
    }
}
