"""Makes the files of this folder with timm 1.0 and transformers 5: the full names and shapes of public models, and tiny
models with random weights, as these libraries save them, with what they compute. Run: python make.py, then compare."""
import os
import shutil
import tempfile

import timm
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from timm.models.vision_transformer import VisionTransformer
from transformers import Dinov2Config, Dinov2WithRegistersConfig, ViTConfig
from transformers.models.dinov2.modeling_dinov2 import Dinov2Model
from transformers.models.dinov2_with_registers.modeling_dinov2_with_registers import Dinov2WithRegistersModel
from transformers.models.vit.modeling_vit import ViTModel

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL = dict(hidden_size=384, num_attention_heads=6)


def on_disk(model):
    """Names as save_pretrained writes them, which differ from those in memory."""
    folder = tempfile.mkdtemp()
    model.save_pretrained(folder)
    with safe_open(os.path.join(folder, "model.safetensors"), "pt") as file:
        shapes = {name: list(file.get_slice(name).get_shape()) for name in file.keys()}
    shutil.rmtree(folder)
    return shapes


def hugging_face():
    yield "hf facebook/dino-vits8", ViTModel(ViTConfig(intermediate_size=1536, patch_size=8, **SMALL), add_pooling_layer=False)
    yield "hf facebook/dino-vits16", ViTModel(ViTConfig(intermediate_size=1536, patch_size=16, **SMALL), add_pooling_layer=False)
    yield "hf facebook/dino-vitb16", ViTModel(ViTConfig(patch_size=16), add_pooling_layer=False)
    yield "hf facebook/dinov2-small", Dinov2Model(Dinov2Config(patch_size=14, image_size=518, **SMALL))
    yield "hf facebook/dinov2-with-registers-small", Dinov2WithRegistersModel(
        Dinov2WithRegistersConfig(patch_size=14, image_size=518, num_register_tokens=4, **SMALL))


def of_timm():
    for name in ("vit_small_patch8_224.dino", "vit_small_patch16_224.dino", "vit_base_patch16_224.dino",
                 "vit_small_patch14_dinov2.lvd142m", "vit_small_patch14_reg4_dinov2.lvd142m"):
        model = timm.create_model(name, pretrained=False, num_classes=0)
        yield "timm " + name, {n: list(t.shape) for n, t in model.state_dict().items()}


def of_public_code(timm_models):
    """The public DINO code names as timm does, which took its names over; the public DINOv2 code has registers of another
    name, positions for CLS whether or not there are registers, and a mask token (dinov2/models/vision_transformer.py)."""
    for title, shapes in timm_models:
        shapes = dict(shapes)
        if "dinov2" in title:
            shapes["mask_token"] = [1, 384]
            shapes["pos_embed"] = [1, 1370, 384]
        if "reg_token" in shapes:
            shapes["register_tokens"] = shapes.pop("reg_token")
        yield title.replace("timm", "public"), shapes


def write_names():
    timm_models = list(of_timm())
    with open(os.path.join(HERE, "names.txt"), "w") as out:
        out.write("# Names and shapes of public models as their code saves them; {i} runs from 0 to 11. Made by make.py.\n")
        hf_models = [(title, on_disk(model)) for title, model in hugging_face()]
        for title, shapes in list(of_public_code(timm_models)) + timm_models + hf_models:
            out.write("[%s]\n" % title)
            prefix = "encoder.layer." if title.startswith("hf") else "blocks."
            for name, shape in sorted(shapes.items()):
                if name.startswith(prefix):
                    index, rest = name[len(prefix):].split(".", 1)
                    assert shapes[prefix + "11." + rest] == shape
                    if index != "0":
                        continue
                    name = prefix + "{i}." + rest
                out.write("%s %s\n" % (name, " ".join(map(str, shape))))
            assert max(int(n[len(prefix):].split(".")[0]) for n in shapes if n.startswith(prefix)) == 11


@torch.no_grad()
def write_tiny():
    generator = torch.Generator().manual_seed(7)
    tiny = dict(img_size=16, patch_size=4, embed_dim=8, depth=2, num_heads=2, num_classes=0)
    hf = dict(hidden_size=8, num_attention_heads=2, num_hidden_layers=2, image_size=16, patch_size=4)
    models = {
        "timm-dino": VisionTransformer(**tiny),
        "timm-dinov2": VisionTransformer(init_values=1.0, **tiny),
        "timm-dinov2-reg": VisionTransformer(init_values=1.0, reg_tokens=4, no_embed_class=True, **tiny),
        "timm-reg-with-positions": VisionTransformer(reg_tokens=4, **tiny),
        "hf-dino": ViTModel(ViTConfig(intermediate_size=32, **hf), add_pooling_layer=True),
        "hf-dinov2": Dinov2Model(Dinov2Config(**hf)),
        "hf-dinov2-reg": Dinov2WithRegistersModel(Dinov2WithRegistersConfig(num_register_tokens=4, **hf)),
    }
    views = {"native": torch.randn(1, 3, 16, 16, generator=generator), "wide": torch.randn(1, 3, 8, 24, generator=generator)}
    expected = {"in." + name: view for name, view in views.items()}
    for name, model in models.items():
        model.eval()
        for parameter in model.parameters():
            parameter.copy_(0.5 * torch.randn(parameter.shape, generator=generator))
        if name.startswith("timm"):
            save_file({n: t.contiguous() for n, t in model.state_dict().items()},
                      os.path.join(HERE, name + ".safetensors"), metadata={"format": "pt"})
            expected["out." + name + ".native"] = model.forward_features(views["native"])
        else:
            model.save_pretrained(os.path.join(HERE, name))
            expected["out." + name + ".native"] = model(views["native"]).last_hidden_state
        if name == "hf-dinov2-reg":
            expected["out." + name + ".wide"] = model(views["wide"]).last_hidden_state
    save_file({n: t.contiguous() for n, t in expected.items()}, os.path.join(HERE, "expected.safetensors"))


write_names()
write_tiny()
