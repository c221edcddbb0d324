package org.dinotwins.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dinotwins.GoldenFile;
import org.dinotwins.Goldens;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.vit.weights.BackboneFile;
import org.dinotwins.vit.weights.ModelDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that others trained, read by their published names and compared with their public code. */
class ZooGoldenTest {
    private static final double TOLERANCE = 1e-4;
    private static final List<String> VIEWS = List.of("square", "wide", "large");

    @TempDir
    private Path home;

    static Stream<String> files() throws IOException {
        return Goldens.names("zoo").stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void agreesWithThePublicCode(String name) throws Exception {
        GoldenFile golden = GoldenFile.open("zoo/" + name);
        JsonObject settings = golden.settings("config");
        BackboneFile file = read(golden.behind("w."), settings.get("heads").getAsInt());
        try (NDManager manager = NDManager.newBaseManager();
                VisionTransformer network = new VisionTransformer(file.architecture(), manager)) {
            Map<String, HostTensor> tensors = file.tensors();
            Weights weights = new Weights(manager, tensors);
            for (String view : VIEWS) {
                if (golden.content().tensors().containsKey("in." + view)) {
                    check(golden, view, manager, network, weights, file.architecture());
                }
            }
        }
    }

    @Test
    void aNormOfItsOwnChangesClsTokenAndRegistersAlone() throws Exception {
        GoldenFile golden = GoldenFile.open("zoo/dinov3_7b");
        Map<String, HostTensor> published = golden.behind("w.");
        for (String part : List.of("weight", "bias")) {
            float[] doubled = published.get("norm." + part).floats();
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] *= 2;
            }
            published.put("cls_norm." + part, HostTensor.of(doubled, doubled.length));
        }
        BackboneFile file =
                read(published, golden.settings("config").get("heads").getAsInt());
        int prefix = file.architecture().prefix();
        try (NDManager manager = NDManager.newBaseManager();
                VisionTransformer network = new VisionTransformer(file.architecture(), manager)) {
            Weights weights = new Weights(manager, file.tensors());
            NDArray tokens = network.forward(manager, weights, golden.array(manager, "in.square"), false);
            NDArray first = tokens.get(":, :" + prefix).div(2);
            golden.check(first.concat(tokens.get(":, " + prefix + ":"), 1), "tokens.square", TOLERANCE);
        }
    }

    /** Writes the weights to a file as published, and reads it. */
    private BackboneFile read(Map<String, HostTensor> published, int heads) throws Exception {
        Path file = home.resolve("model.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            new Safetensors(published, Map.of()).write(channel);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return BackboneFile.read(Map.of("model", channel), ModelDescription.of(OptionalInt.of(heads)));
        } finally {
            Files.delete(file);
        }
    }

    private static void check(
            GoldenFile golden,
            String view,
            NDManager manager,
            VisionTransformer network,
            Weights weights,
            Architecture architecture)
            throws IOException {
        NDArray images = golden.array(manager, "in." + view);
        int patch = architecture.size().patchSize();
        NDArray rotation = network.rotation(
                manager,
                weights,
                Math.toIntExact(images.getShape().get(2)) / patch,
                Math.toIntExact(images.getShape().get(3)) / patch);
        golden.check(network.forward(manager, weights, images, false), "tokens." + view, TOLERANCE);
        NDArray step = network.embed(manager, weights, images);
        int depth = architecture.size().depth();
        for (int block = 0; block < depth; block++) {
            long[] all = LongStream.range(0, step.getShape().get(1)).toArray();
            if (block == 0) {
                golden.check(
                        network.rows(manager, weights, step, block, rotation, all), "attention0." + view, TOLERANCE);
            }
            if (block == depth - 1) {
                golden.check(
                        network.rows(manager, weights, step, block, rotation, all), "attention." + view, TOLERANCE);
            }
            step = network.block(manager, weights, step, block, rotation);
        }
        golden.check(network.normalise(manager, weights, step), "tokens." + view, TOLERANCE);
    }
}
