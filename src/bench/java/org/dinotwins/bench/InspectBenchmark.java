package org.dinotwins.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.dinotwins.app.inspect.painting.RedrawProbe;
import org.dinotwins.augment.EvaluationView;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.ForwardPass;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.eval.attention.AttentionRollout.Fusion;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.InitialWeights;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.VisionTransformer;

/** A new picture, a new query and a redraw in Inspect, compared with one bare forward pass of the same network. */
final class InspectBenchmark implements Benchmark {
    private static final int SIDE = 480;
    private static final int BLOCKS = 12;
    /** One frame at 60 a second, in milliseconds. */
    private static final double FRAME = 1e3 / 60;

    private static final int SHOWN_WIDTH = 960;
    private static final int SHOWN_HEIGHT = 720;

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String what() {
        return "ViT-S/16 and ViT-S/8 over a picture of 640 x 480 seen at 480 x 360, on the CPU; peer: a bare forward pass";
    }

    @Override
    public void run(Report report) throws Exception {
        byte[] rgb = new byte[640 * 480 * 3];
        new Random(1).nextBytes(rgb);
        Pixels picture = new Pixels(640, 480, rgb);
        passes(report, picture, 16, 9);
        passes(report, picture, 8, 3);
    }

    private static void passes(Report report, Pixels picture, int patch, int rounds) throws Exception {
        ViTConfig model = new ViTConfig(224, patch, 384, BLOCKS, 6, 4, 0);
        PatchGrid grid = PatchGrid.of(picture.width(), picture.height(), SIDE, patch);
        float[] view = EvaluationView.stretched(picture, grid.columns() * patch, grid.rows() * patch);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                VisionTransformer transformer = new VisionTransformer(model, manager);
                FrozenBackbone network = FrozenBackbone.random(model, 1, DevicePreference.CPU);
                ForwardPass pass = network.forwardPass(picture, SIDE, done -> {})) {
            Weights weights = new Weights(manager, InitialWeights.of(model, new SplittableRandom(1)));
            NDArray image =
                    manager.create(view, new Shape(1, 3, (long) grid.rows() * patch, (long) grid.columns() * patch));
            int[] query = new int[1];
            Contest contest = new Contest()
                    .add("forward", () -> {
                        try (NDManager scope = manager.newSubManager()) {
                            return transformer
                                    .forward(scope, weights, image, false)
                                    .get(new NDIndex("0, 0"))
                                    .toFloatArray();
                        }
                    })
                    .add("picture", () -> {
                        try (ForwardPass fresh = network.forwardPass(picture, SIDE, done -> {})) {
                            return fresh.attention(BLOCKS - 1, FrozenBackbone.CLS);
                        }
                    })
                    .add("query", () -> pass.attention(BLOCKS - 1, query[0]++))
                    .add("rollout", () -> pass.rollout(query[0]++, Fusion.MEAN, done -> {}))
                    .run(1, rounds);
            String title = "S/" + patch + " (" + grid.size() + " patches): ";
            report.value(title + "forward", 1e3 * contest.seconds("forward"), "ms");
            report.atMost(title + "new picture / forward", contest.ratio("picture", "forward"), "x", 1.15);
            report.atMost(title + "new query / forward", contest.ratio("query", "forward"), "x", 1.15);
            report.value(title + "rollout / forward", contest.ratio("rollout", "forward"), "x");
            redraw(report, title, pass.attention(BLOCKS - 1, FrozenBackbone.CLS));
        }
    }

    private static void redraw(Report report, String title, AttentionMap attention) throws Exception {
        List<float[]> maps = new ArrayList<>(List.of(attention.mean(), attention.max()));
        maps.addAll(List.of(attention.heads()));
        int[] turn = new int[1];
        Contest contest = new Contest()
                .add("redraw", () -> {
                    int i = turn[0]++;
                    return RedrawProbe.redraw(
                            maps, attention.grid(), 0.5 + i % 50 / 100.0, i % maps.size(), SHOWN_WIDTH, SHOWN_HEIGHT);
                })
                .run(60, 60);
        // Processor time, because wall-clock time includes other programs.
        report.atMost(title + "redraw at 960 x 720", 1e3 * contest.cpuSeconds("redraw"), "ms", FRAME);
    }
}
