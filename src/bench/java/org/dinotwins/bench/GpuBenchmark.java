package org.dinotwins.bench;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.objective.BarlowConfig;
import org.dinotwins.objective.BarlowProjector;
import org.dinotwins.objective.DinoConfig;
import org.dinotwins.objective.DinoHead;
import org.dinotwins.tensor.OwnStream;
import org.dinotwins.tensor.SourceScript;
import org.dinotwins.train.StepScript;
import org.dinotwins.vit.Positions;
import org.dinotwins.vit.ViTConfig;
import org.dinotwins.vit.WeightShapes;

/**
 * The step on a GPU, run by a Python with PyTorch: the workbench's operations, packed for it, compared with a step in
 * the structure of the public DINO code. Without such a Python it only packs them, for use on another machine.
 */
final class GpuBenchmark implements Benchmark {
    private static final int GLOBAL = 224;
    private static final int LOCAL = 96;
    private static final int PATCH = 16;
    private static final ViTConfig MODEL = new ViTConfig(GLOBAL, PATCH, 384, 12, 6, 4, 0);
    private static final DinoConfig DINO = new DinoConfig(65_536, 2048, 256, true, 0.1, 0.04, 0.04, 0, 0.9);
    private static final BarlowConfig BARLOW = new BarlowConfig(2048, 3, 2048, 0.005);
    private static final Path PROGRAM = Path.of("src/bench/python/gpu_step.py");

    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public String what() {
        return "ViT-S/16, batch 64, 2 x 224 + 8 x 96, bfloat16, NVIDIA GPU; peer: the step in the shape of the public DINO code";
    }

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createDirectories(Jvm.directory().resolve("gpu"));
        StepScript.joined().write(folder.resolve("step.pt"));
        new SourceScript().add(OwnStream.class, "own_stream.py").write(folder.resolve("stream.pt"));
        Files.writeString(
                folder.resolve("step.json"), new GsonBuilder().create().toJson(description()));
        List<String> command = List.of("python3", PROGRAM.toString(), folder.toString());
        if (!hasGpu()) {
            report.missing("step on a GPU", "open: no python3 here has a PyTorch that finds an NVIDIA GPU");
            report.missing("where one does", String.join(" ", command));
        } else if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(PROGRAM + " failed");
        }
    }

    private static boolean hasGpu() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import sys, torch; sys.exit(not torch.cuda.is_available())")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, Object> description() {
        int side = GLOBAL / PATCH;
        int small = LOCAL / PATCH;
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("global", GLOBAL);
        all.put("local", LOCAL);
        all.put("patch", PATCH);
        all.put("depth", MODEL.depth());
        all.put("heads", MODEL.heads());
        all.put("lambda", BARLOW.lambda());
        all.put("backbone", list(WeightShapes.of(MODEL)));
        all.put("head", list(DinoHead.shapes(DINO, MODEL.dim())));
        all.put("projector", list(BarlowProjector.shapes(BARLOW, MODEL.dim())));
        all.put("axis", Positions.axis(side, small));
        return all;
    }

    private static List<Object> list(Map<String, long[]> shapes) {
        List<Object> all = new ArrayList<>();
        shapes.forEach((name, shape) -> all.add(List.of(name, shape)));
        return all;
    }
}
