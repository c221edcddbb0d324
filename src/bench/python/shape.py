"""What both steps share: sizes, first weights and batches."""
import json
from dataclasses import dataclass
from pathlib import Path

import torch


class Shape:
    """The sizes that the benchmark packed beside the archives."""

    def __init__(self, folder):
        made = json.loads((Path(folder) / "step.json").read_text())
        self.global_size, self.local_size, self.patch = made["global"], made["local"], made["patch"]
        self.depth, self.heads, self.off_diagonal = made["depth"], made["heads"], made["lambda"]
        self.shapes = {part: dict(made[part]) for part in ("backbone", "head", "projector")}
        self.dim = self.shapes["backbone"]["cls_token"][2]
        self.outputs = self.shapes["head"]["last_layer.weight_v"][0]
        self.axis = torch.tensor(made["axis"]).reshape(self.local_size // self.patch, self.global_size // self.patch)

    def weights(self, seed, device):
        """First weights by part and name: small noise, norms one, biases zero."""
        random = torch.Generator().manual_seed(seed)
        parts = {}
        for part, shapes in self.shapes.items():
            parts[part] = {}
            for name, shape in shapes.items():
                if name.endswith("weight_g") or len(shape) == 1 and name.endswith("weight"):
                    value = torch.ones(shape)
                elif len(shape) == 1:
                    value = torch.zeros(shape)
                else:
                    spread = 0.02 if part == "backbone" else shape[-1] ** -0.5
                    value = spread * torch.randn(shape, generator=random)
                parts[part][name] = value.to(device)
        return parts

    def batch(self, pictures, locals_, seed):
        """Crops in host memory, crop-major: those of a picture share a colour and differ by noise."""
        random = torch.Generator().manual_seed(seed)
        colour = torch.randn(1, pictures, 3, 1, 1, generator=random)

        def crops(count, side):
            noise = torch.randn(count, pictures, 3, side, side, generator=random)
            return (colour + 0.5 * noise).reshape(count * pictures, 3, side, side)

        return Batch(pictures, 2 + locals_, crops(2, self.global_size), crops(locals_, self.local_size))


@dataclass
class Batch:
    pictures: int
    crops: int
    globals: torch.Tensor
    locals: torch.Tensor

    def to(self, device):
        return Batch(self.pictures, self.crops, self.globals.to(device), self.locals.to(device))

    def pinned(self):
        return Batch(self.pictures, self.crops, self.globals.pin_memory(), self.locals.pin_memory())


@dataclass
class Settings:
    """Of both steps: one group of everything that is not a bias or a norm decays."""
    rate: float = 1e-5
    decay: float = 0.04
    clip: float = 3.0
    momentum: float = 0.996
    student_temperature: float = 0.1
    teacher_temperature: float = 0.04
    centre_momentum: float = 0.9


def decays(name, weight):
    return weight.dim() > 1 and not name.endswith(".bias")
