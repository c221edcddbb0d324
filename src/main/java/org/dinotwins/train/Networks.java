package org.dinotwins.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dinotwins.objective.BarlowProjector;
import org.dinotwins.objective.DinoHead;
import org.dinotwins.objective.HybridObjective;
import org.dinotwins.objective.ObjectiveConfig;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.tensor.InPlace;
import org.dinotwins.tensor.Weights;
import org.dinotwins.tensor.safetensors.Safetensors;
import org.dinotwins.vit.InitialWeights;
import org.dinotwins.vit.ViTConfig;

/**
 * The weights of a run: the student's backbone, DINO head and Barlow Twins projector, the teacher's backbone and head,
 * and DINO's centre. The teacher starts as a copy of the student.
 */
final class Networks {
    static final String BACKBONE = "backbone.";
    static final String HEAD = "head.";
    static final String PROJECTOR = "projector.";
    private static final String STUDENT = "student.";
    private static final String TEACHER = "teacher.";
    private static final String CENTRE = "centre";

    private final Weights backbone;
    private final Weights head;
    private final Weights projector;
    private final Weights teacherBackbone;
    private final Weights teacherHead;
    private final NDArray centre;
    private final ObjectiveConfig objective;

    Networks(NDManager owner, ViTConfig model, ObjectiveConfig objective, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, HostTensor> first = firstBackbone(model, random);
        Map<String, HostTensor> second = DinoHead.initial(objective.dino(), model.dim(), random.split());
        backbone = new Weights(owner, first).requireGradients();
        head = new Weights(owner, second).requireGradients();
        projector = new Weights(owner, BarlowProjector.initial(objective.barlow(), model.dim(), random.split()))
                .requireGradients();
        teacherBackbone = new Weights(owner, first);
        teacherHead = new Weights(owner, second);
        centre = owner.zeros(new Shape(1, objective.dino().outputs()));
        this.objective = objective;
    }

    /** Initial weights of a run's backbone, drawn first from the run's random numbers. */
    static Map<String, HostTensor> firstBackbone(ViTConfig model, SplittableRandom random) {
        return InitialWeights.of(model, random.split());
    }

    Weights backbone() {
        return backbone;
    }

    /** The student's matrices for queries, keys and values, {@code [3 * dim, dim]}. */
    List<NDArray> attention() {
        return backbone.names().stream()
                .filter(name -> name.endsWith("attn.qkv.weight"))
                .map(backbone::get)
                .toList();
    }

    Weights teacherBackbone() {
        return teacherBackbone;
    }

    /** DINO's heads and centre, and the projector. */
    HybridObjective.Heads heads() {
        return new HybridObjective.Heads(head, teacherHead, centre, projector);
    }

    /** All weights of the teacher: backbone and head. */
    List<NDArray> teacher() {
        return joined(teacherBackbone, teacherHead);
    }

    /** The student's weights that the teacher follows, in the order of {@link #teacher}. */
    List<NDArray> followed() {
        return joined(backbone, head);
    }

    private static List<NDArray> joined(Weights first, Weights second) {
        List<NDArray> all = first.list();
        all.addAll(second.list());
        return all;
    }

    /** All weights that the optimizer may update, by name. */
    Map<String, NDArray> trained() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        put(all, BACKBONE, backbone);
        put(all, HEAD, head);
        put(all, PROJECTOR, projector);
        List<String> trainedHead = DinoHead.trained(objective.dino(), head.names());
        all.keySet().removeIf(name -> name.startsWith(HEAD) && !trainedHead.contains(name.substring(HEAD.length())));
        return all;
    }

    /** Names of the weights that a step with these losses trains, in the order of {@link #trained()}. */
    List<String> trained(boolean dino, boolean barlow) {
        return trained().keySet().stream()
                .filter(name -> name.startsWith(BACKBONE)
                        || dino && name.startsWith(HEAD)
                        || barlow && name.startsWith(PROJECTOR))
                .toList();
    }

    /** All weights, by their names in a checkpoint. */
    Map<String, HostTensor> state() {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        parts().forEach((prefix, weights) -> weights.download().forEach((name, t) -> tensors.put(prefix + name, t)));
        tensors.put(
                CENTRE, HostTensor.of(centre.toFloatArray(), centre.getShape().getShape()));
        return tensors;
    }

    /** Restores {@link #state}. */
    void restore(Safetensors source) throws IOException {
        for (Map.Entry<String, Weights> part : parts().entrySet()) {
            part.getValue().take(source::get, part.getKey());
        }
        float[] values = source.get(CENTRE).floats();
        if (values.length != centre.size()) {
            throw new IOException(
                    "The checkpoint's centre has " + values.length + " values instead of " + centre.size() + ".");
        }
        try (InPlace inPlace = new InPlace(centre.getManager())) {
            inPlace.fill(centre, values);
        }
    }

    /** Prefix of a network's backbone weights in a checkpoint. */
    static String backbonePrefix(Role role) {
        return (role == Role.TEACHER ? TEACHER : STUDENT) + BACKBONE;
    }

    private Map<String, Weights> parts() {
        Map<String, Weights> parts = new LinkedHashMap<>();
        parts.put(STUDENT + BACKBONE, backbone);
        parts.put(STUDENT + HEAD, head);
        parts.put(STUDENT + PROJECTOR, projector);
        parts.put(TEACHER + BACKBONE, teacherBackbone);
        parts.put(TEACHER + HEAD, teacherHead);
        return parts;
    }

    private static void put(Map<String, NDArray> all, String prefix, Weights weights) {
        weights.names().forEach(name -> all.put(prefix + name, weights.get(name)));
    }
}
