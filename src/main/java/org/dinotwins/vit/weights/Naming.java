package org.dinotwins.vit.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.WeightShapes;

/** How public code names the weights of a Vision Transformer; {@link ForeignWeights} reads all of them. */
public enum Naming {
    /** The public DINO code, and for registers and layer scale the public DINOv2 code: this program's own names. */
    DINO("the public DINO code"),
    /** timm, {@code vit_*.dino} and {@code vit_*_dinov2}. */
    TIMM("timm"),
    /** Hugging Face transformers: {@code ViTModel}, {@code Dinov2Model}, {@code Dinov2WithRegistersModel}. */
    HF("Hugging Face");

    public static final String REGISTERS = "register_tokens";
    static final String TIMM_REGISTERS = "reg_token";
    static final String CLS = "cls_token";
    static final String POSITIONS = "pos_embed";
    static final String MASK = "mask_token";

    private final String title;

    Naming(String title) {
        this.title = title;
    }

    /** Name of the library, for the user. */
    public String title() {
        return title;
    }

    /**
     * A model's full set of weights in these names.
     *
     * @param tensors by the names of {@link WeightShapes#of(Architecture)}
     */
    public Map<String, HostTensor> named(Architecture model, Map<String, HostTensor> tensors) {
        Map<String, HostTensor> all = new LinkedHashMap<>();
        for (String name : WeightShapes.of(model).keySet()) {
            all.put(name, tensors.get(name));
        }
        return switch (this) {
            case DINO -> withMask(model, all);
            case TIMM -> timm(model, all);
            case HF -> huggingFace(model, withMask(model, all));
        };
    }

    /** True for models of the public DINOv2 code that the public DINO code cannot represent. */
    static boolean second(Architecture model) {
        return model.layerScale() || model.registers() > 0;
    }

    /** DINOv2's code requires the mask token of its training, although no patch is masked here. */
    private static Map<String, HostTensor> withMask(Architecture model, Map<String, HostTensor> all) {
        if (second(model)) {
            all.put(
                    MASK,
                    HostTensor.of(new float[model.size().dim()], 1, model.size().dim()));
        }
        return all;
    }

    /** With registers, timm adds the CLS token's position to the token itself and has positions for patches alone. */
    private static Map<String, HostTensor> timm(Architecture model, Map<String, HostTensor> all) {
        if (model.registers() == 0) {
            return all;
        }
        int dim = model.size().dim();
        float[] positions = all.get(POSITIONS).floats();
        float[] cls = all.get(CLS).floats();
        for (int d = 0; d < dim; d++) {
            cls[d] += positions[d];
        }
        all.put(CLS, HostTensor.of(cls, 1, 1, dim));
        all.put(
                POSITIONS,
                HostTensor.of(Arrays.copyOfRange(positions, dim, positions.length), 1, model.patches(), dim));
        all.put(TIMM_REGISTERS, all.remove(REGISTERS));
        return all;
    }

    private static Map<String, HostTensor> huggingFace(Architecture model, Map<String, HostTensor> all) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        HfNames names = new HfNames(second(model));
        all.forEach((name, tensor) -> {
            if (name.contains(".attn.qkv.")) {
                List<HostTensor> parts = thirds(tensor);
                for (int i = 0; i < parts.size(); i++) {
                    named.put(names.part(name, i), parts.get(i));
                }
            } else {
                named.put(names.of(name), tensor);
            }
        });
        if (second(model) && !model.layerScale()) {
            float[] ones = new float[model.size().dim()];
            Arrays.fill(ones, 1);
            for (int block = 0; block < model.size().depth(); block++) {
                for (String scale : new String[] {"ls1.gamma", "ls2.gamma"}) {
                    named.put(names.of("blocks." + block + "." + scale), HostTensor.of(ones, ones.length));
                }
            }
        }
        return named;
    }

    /** The thirds of a tensor along its first axis: queries, keys, values. */
    private static List<HostTensor> thirds(HostTensor tensor) {
        long[] shape = tensor.shape().clone();
        shape[0] /= 3;
        float[] values = tensor.floats();
        int each = values.length / 3;
        List<HostTensor> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(HostTensor.of(Arrays.copyOfRange(values, i * each, (i + 1) * each), shape));
        }
        return parts;
    }
}
