package org.dinotwins.objective;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dinotwins.GoldenFile;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.dinotwins.train.optimizer.Schedule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heads and losses, compared with the public code of DINO and Barlow Twins. */
class ObjectiveGoldenTest {
    private static final double TOLERANCE = 1e-5;
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void dinoHead() throws Exception {
        GoldenFile golden = GoldenFile.open("dino_head");
        JsonObject c = golden.settings("config");
        DinoConfig config = new DinoConfig(
                c.get("out_dim").getAsInt(),
                c.get("hidden").getAsInt(),
                c.get("bottleneck").getAsInt(),
                true,
                0.1,
                0.04,
                0.04,
                0,
                0.9);
        Weights head = weights(golden, DinoHead.shapes(config, c.get("in_dim").getAsInt()));
        golden.check(
                DinoHead.load(manager).forward(manager, golden.array(manager, "in"), head.list()), "out", TOLERANCE);
    }

    @Test
    void barlowProjector() throws Exception {
        GoldenFile golden = GoldenFile.open("barlow_projector");
        JsonArray sizes = golden.settings("config").getAsJsonArray("sizes");
        BarlowConfig config = new BarlowConfig(
                sizes.get(1).getAsInt(),
                sizes.size() - 1,
                sizes.get(sizes.size() - 1).getAsInt(),
                0.0051);
        Weights projector =
                weights(golden, BarlowProjector.shapes(config, sizes.get(0).getAsInt()));
        golden.check(
                BarlowProjector.load(manager).forward(manager, golden.array(manager, "in"), projector.list()),
                "out",
                TOLERANCE);
    }

    @Test
    void dinoLossGradientAndCentre() throws Exception {
        GoldenFile golden = GoldenFile.open("dino_loss");
        JsonObject c = golden.settings("config");
        int calls = c.get("calls").getAsInt();
        NDArray centre = manager.zeros(new Shape(1, c.get("out_dim").getAsInt()));
        for (int call = 0; call < calls; call++) {
            double temperature = Schedule.teacherTemperature(
                    c.get("warmup_teacher_temp").getAsDouble(),
                    c.get("teacher_temp").getAsDouble(),
                    c.get("warmup_teacher_temp_epochs").getAsDouble(),
                    call);
            NDArray student = leaf(golden.array(manager, "student." + call));
            NDArray teacher = golden.array(manager, "teacher." + call);
            DinoLoss.Result dino = DinoLoss.load(manager)
                    .forward(
                            manager,
                            student,
                            teacher,
                            centre,
                            c.get("crops").getAsInt(),
                            c.get("student_temp").getAsDouble(),
                            temperature);
            golden.check(dino.loss(), "loss." + call, TOLERANCE);
            backward(dino.loss());
            golden.check(student.getGradient(), "grad." + call, TOLERANCE);
            Centre.load(manager)
                    .update(centre, teacher, c.get("center_momentum").getAsDouble());
            golden.check(centre, "center_after." + call, TOLERANCE);
        }
    }

    @Test
    void barlowLossAndGradients() throws Exception {
        GoldenFile golden = GoldenFile.open("barlow_loss");
        NDArray z1 = leaf(golden.array(manager, "z1"));
        NDArray z2 = leaf(golden.array(manager, "z2"));
        BarlowTwinsLoss.Result barlow = BarlowTwinsLoss.load(manager)
                .forward(
                        manager,
                        z1,
                        z2,
                        golden.settings("config").get("lambda_").getAsDouble());
        golden.check(barlow.loss(), "loss", TOLERANCE);
        golden.check(barlow.onDiagonal(), "on_diagonal", TOLERANCE);
        golden.check(barlow.offDiagonal(), "off_diagonal", TOLERANCE);
        golden.check(barlow.correlation(), "correlation", TOLERANCE);
        backward(barlow.loss());
        golden.check(z1.getGradient(), "grad_z1", TOLERANCE);
        golden.check(z2.getGradient(), "grad_z2", TOLERANCE);
    }

    @Test
    void rankMeOnTheDevice() throws Exception {
        GoldenFile golden = GoldenFile.open("metrics");
        golden.check(RankMe.load(manager).forward(manager, golden.array(manager, "x")), "rankme_x", TOLERANCE);
    }

    private Weights weights(GoldenFile golden, Map<String, long[]> shapes) throws Exception {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            assertThat(golden.shape(name)).as(name).isEqualTo(shapes.get(name));
            tensors.put(name, golden.content().get(name));
        }
        return new Weights(manager, tensors);
    }

    private static NDArray leaf(NDArray array) {
        array.setRequiresGradient(true);
        return array;
    }

    private static void backward(NDArray loss) {
        JniUtils.backward((PtNDArray) loss, (PtNDArray) loss.onesLike(), false, false);
    }
}
