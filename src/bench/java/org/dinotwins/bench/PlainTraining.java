package org.dinotwins.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.TruncatedNormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.train.StepWork;
import org.dinotwins.train.loader.CropBatch;

/**
 * The same step written with DJL's blocks, gradient collector, Trainer and optimizer, without scripts and fused
 * operations. Positions of small crops are cut out rather than interpolated, which is cheaper.
 */
final class PlainTraining implements AutoCloseable {
    private static final int DIM = StepWork.MODEL.dim();
    private static final int HEADS = StepWork.MODEL.heads();
    private static final float MOMENTUM = 0.996f;

    private final Model model = Model.newInstance("plain");
    private final Model teacherModel = Model.newInstance("plain-teacher");
    private final Student student = new Student();
    private final Student teacher = new Student();
    private final Trainer trainer;
    private final Trainer teacherTrainer;
    private NDArray centre;

    PlainTraining() {
        model.setBlock(student);
        teacherModel.setBlock(teacher);
        trainer = trainer(model);
        teacherTrainer = trainer(teacherModel);
        centre = trainer.getManager()
                .zeros(new Shape(1, StepWork.OBJECTIVE.dino().outputs()));
    }

    private static Trainer trainer(Model model) {
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(Tracker.fixed(1e-6f))
                        .build())
                .optInitializer(new TruncatedNormalInitializer(0.02f), Parameter.Type.WEIGHT));
        trainer.initialize(
                new Shape(2L * StepWork.BATCH, 3, StepWork.GLOBAL, StepWork.GLOBAL),
                new Shape((long) StepWork.LOCALS * StepWork.BATCH, 3, StepWork.LOCAL, StepWork.LOCAL));
        return trainer;
    }

    /** One step; returns its losses. */
    double[] step(CropBatch batch) {
        int n = batch.pictures();
        try (NDManager scope = trainer.getManager().newSubManager()) {
            NDArray globals = scope.create(
                    batch.globals(), new Shape(2L * n, 3, StepWork.GLOBAL, StepWork.GLOBAL), DataType.FLOAT32);
            NDArray locals = scope.create(
                    batch.locals(),
                    new Shape((long) StepWork.LOCALS * n, 3, StepWork.LOCAL, StepWork.LOCAL),
                    DataType.FLOAT32);
            NDArray logits = teacherTrainer.evaluate(new NDList(globals)).head();
            NDArray q = logits.sub(centre).div(0.04f).softmax(-1);
            double[] losses;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDList out = trainer.forward(new NDList(globals, locals));
                NDArray dino = dino(out.get(0), q, n);
                NDArray barlow = barlow(out.get(1), out.get(2), n);
                NDArray total = dino.add(barlow);
                collector.backward(total);
                losses = new double[] {dino.getFloat(), barlow.getFloat()};
            }
            clip();
            trainer.step();
            average();
            try (NDArray old = centre) {
                centre = old.mul(0.9f).add(logits.mean(new int[] {0}, true).mul(0.1f));
                centre.attach(trainer.getManager());
            }
            return losses;
        }
    }

    private static NDArray dino(NDArray logits, NDArray q, int n) {
        NDArray logp = logits.div(0.1f).logSoftmax(-1);
        NDArray sum = null;
        int crops = 2 + StepWork.LOCALS;
        for (int t = 0; t < 2; t++) {
            NDArray target = q.get(new NDIndex("{}:{}", t * n, (t + 1) * n));
            for (int s = 0; s < crops; s++) {
                if (s != t) {
                    NDArray term = target.mul(logp.get(new NDIndex("{}:{}", s * n, (s + 1) * n)))
                            .sum(new int[] {-1})
                            .mean()
                            .neg();
                    sum = sum == null ? term : sum.add(term);
                }
            }
        }
        return sum.div(2 * (crops - 1));
    }

    private static NDArray barlow(NDArray first, NDArray second, int n) {
        NDArray a = normalised(first);
        NDArray b = normalised(second);
        NDArray c = a.transpose().matMul(b).div(n);
        NDArray identity = c.getManager().eye((int) c.getShape().get(0));
        NDArray difference = c.sub(identity).square();
        NDArray on = difference.mul(identity).sum();
        return on.add(difference.sum().sub(on).mul(0.005f));
    }

    private static NDArray normalised(NDArray z) {
        NDArray centred = z.sub(z.mean(new int[] {0}, true));
        return centred.div(centred.square().mean(new int[] {0}, true).add(1e-5f).sqrt());
    }

    private void clip() {
        student.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .forEach(p -> {
                    try (NDArray gradient = p.getArray().getGradient();
                            NDArray norm = gradient.norm()) {
                        float length = norm.getFloat();
                        if (length > 3) {
                            gradient.muli(3 / (length + 1e-6f));
                        }
                    }
                });
    }

    private void average() {
        PairList<String, Parameter> from = student.getParameters();
        PairList<String, Parameter> to = teacher.getParameters();
        for (int i = 0; i < to.size(); i++) {
            if (to.valueAt(i).requiresGradient()) {
                try (NDArray part = from.valueAt(i).getArray().stopGradient();
                        NDArray share = part.mul(1 - MOMENTUM);
                        NDArray target = to.valueAt(i).getArray().stopGradient()) {
                    target.muli(MOMENTUM).addi(share);
                }
            }
        }
    }

    @Override
    public void close() {
        trainer.close();
        teacherTrainer.close();
        model.close();
        teacherModel.close();
    }

    /** Backbone, head and projector; the global crops alone give only logits. */
    private static final class Student extends AbstractBlock {
        private final Block patches = addChildBlock(
                "patches",
                Conv2d.builder()
                        .setFilters(DIM)
                        .setKernelShape(new Shape(16, 16))
                        .optStride(new Shape(16, 16))
                        .build());
        private final Parameter cls = addParameter(Parameter.builder()
                .setName("cls")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(1, 1, DIM))
                .build());
        private final Parameter positions = addParameter(Parameter.builder()
                .setName("positions")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(1, 197, DIM))
                .build());
        private final List<Layer> layers = new ArrayList<>();
        private final Block norm =
                addChildBlock("norm", LayerNorm.builder().axis(2).build());
        private final Block head;
        private final Block projector;

        Student() {
            for (int i = 0; i < StepWork.MODEL.depth(); i++) {
                layers.add(addChildBlock("layer" + i, new Layer()));
            }
            var dino = StepWork.OBJECTIVE.dino();
            head = addChildBlock(
                    "head",
                    new SequentialBlock()
                            .add(linear(dino.hidden()))
                            .add(Activation::gelu)
                            .add(linear(dino.hidden()))
                            .add(Activation::gelu)
                            .add(linear(dino.bottleneck()))
                            .add(list -> new NDList(list.head()
                                    .div(list.head()
                                            .square()
                                            .sum(new int[] {1}, true)
                                            .sqrt())))
                            .add(Linear.builder()
                                    .setUnits(dino.outputs())
                                    .optBias(false)
                                    .build()));
            var barlow = StepWork.OBJECTIVE.barlow();
            projector = addChildBlock(
                    "projector",
                    new SequentialBlock()
                            .add(linear(barlow.hidden()))
                            .add(BatchNorm.builder().build())
                            .add(Activation::relu)
                            .add(linear(barlow.hidden()))
                            .add(BatchNorm.builder().build())
                            .add(Activation::relu)
                            .add(linear(barlow.outputs())));
        }

        private static Block linear(int units) {
            return Linear.builder().setUnits(units).build();
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            patches.initialize(manager, type, shapes[0]);
            Shape tokens = new Shape(shapes[0].get(0), 197, DIM);
            layers.forEach(layer -> layer.initialize(manager, type, tokens));
            norm.initialize(manager, type, tokens);
            head.initialize(manager, type, new Shape(shapes[0].get(0), DIM));
            projector.initialize(manager, type, new Shape(shapes[0].get(0), DIM));
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray globals = features(store, inputs.get(0), training);
            if (inputs.size() == 1) {
                return head.forward(store, new NDList(globals), training);
            }
            NDArray all = globals.concat(features(store, inputs.get(1), training));
            int n = (int) globals.getShape().get(0) / 2;
            NDList result = head.forward(store, new NDList(all), training);
            result.add(projector
                    .forward(store, new NDList(globals.get(new NDIndex(":{}", n))), training)
                    .head());
            result.add(projector
                    .forward(store, new NDList(globals.get(new NDIndex("{}:", n))), training)
                    .head());
            return result;
        }

        private NDArray features(ParameterStore store, NDArray images, boolean training) {
            NDArray grid = patches.forward(store, new NDList(images), training).head();
            long b = grid.getShape().get(0);
            NDArray tokens = grid.reshape(b, DIM, -1).transpose(0, 2, 1);
            NDArray first = store.getValue(cls, images.getDevice(), training).broadcast(new Shape(b, 1, DIM));
            // Results go to the first array's manager: the parameter's would keep every activation of every step.
            first.attach(images.getManager());
            NDArray x = NDArrays.concat(new NDList(first, tokens), 1);
            NDArray all = store.getValue(positions, images.getDevice(), training);
            x = x.add(all.get(new NDIndex(":, :{}", x.getShape().get(1))));
            for (Layer layer : layers) {
                x = layer.forward(store, new NDList(x), training).head();
            }
            return norm.forward(store, new NDList(x), training).head().get(new NDIndex(":, 0"));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {
                new Shape(inputs[0].get(0), StepWork.OBJECTIVE.dino().outputs())
            };
        }
    }

    /** A pre-norm block of the transformer. */
    private static final class Layer extends AbstractBlock {
        private final Block norm1 =
                addChildBlock("norm1", LayerNorm.builder().axis(2).build());
        private final Block qkv = addChildBlock("qkv", Student.linear(3 * DIM));
        private final Block join = addChildBlock("join", Student.linear(DIM));
        private final Block norm2 =
                addChildBlock("norm2", LayerNorm.builder().axis(2).build());
        private final Block up = addChildBlock("up", Student.linear(4 * DIM));
        private final Block down = addChildBlock("down", Student.linear(DIM));

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
            Shape x = shapes[0];
            norm1.initialize(manager, type, x);
            qkv.initialize(manager, type, x);
            join.initialize(manager, type, x);
            norm2.initialize(manager, type, x);
            up.initialize(manager, type, x);
            down.initialize(manager, type, new Shape(x.get(0), x.get(1), 4L * DIM));
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray x = inputs.head();
            long b = x.getShape().get(0);
            long t = x.getShape().get(1);
            NDArray all = run(qkv, store, run(norm1, store, x, training), training)
                    .reshape(b, t, 3, HEADS, DIM / HEADS)
                    .transpose(2, 0, 3, 1, 4);
            NDArray weights = all.get(0)
                    .matMul(all.get(1).transpose(0, 1, 3, 2))
                    .div((float) Math.sqrt(DIM / (double) HEADS))
                    .softmax(-1);
            NDArray mixed = weights.matMul(all.get(2)).transpose(0, 2, 1, 3).reshape(b, t, DIM);
            NDArray y = x.add(run(join, store, mixed, training));
            NDArray hidden = Activation.gelu(run(up, store, run(norm2, store, y, training), training));
            return new NDList(y.add(run(down, store, hidden, training)));
        }

        private static NDArray run(Block block, ParameterStore store, NDArray x, boolean training) {
            return block.forward(store, new NDList(x), training).head();
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}
