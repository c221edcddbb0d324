"""The same step in the shape of the public DINO code, written for this comparison: modules, autocast, a loss that goes
through the pairs of crops, gradients clipped and teachers moved one weight after the other, torch.optim.AdamW."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from shape import decays


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.scale = heads, (dim // heads) ** -0.5
        self.qkv, self.proj = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(x).reshape(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        attention = ((q @ k.transpose(-2, -1)) * self.scale).softmax(-1)
        return self.proj((attention @ v).transpose(1, 2).reshape(b, t, d))


class Mlp(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(dim, hidden), nn.Linear(hidden, dim)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, dim, heads, hidden):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(dim, eps=1e-6), nn.LayerNorm(dim, eps=1e-6)
        self.attn, self.mlp = Attention(dim, heads), Mlp(dim, hidden)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Patches(nn.Module):
    def __init__(self, dim, patch):
        super().__init__()
        self.proj = nn.Conv2d(3, dim, patch, patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class ViT(nn.Module):
    def __init__(self, shape):
        super().__init__()
        hidden = shape.shapes["backbone"]["blocks.0.mlp.fc1.bias"][0]
        self.patch = shape.patch
        self.cls_token = nn.Parameter(torch.empty(shape.shapes["backbone"]["cls_token"]))
        self.pos_embed = nn.Parameter(torch.empty(shape.shapes["backbone"]["pos_embed"]))
        self.patch_embed = Patches(shape.dim, shape.patch)
        self.blocks = nn.ModuleList(Block(shape.dim, shape.heads, hidden) for _ in range(shape.depth))
        self.norm = nn.LayerNorm(shape.dim, eps=1e-6)

    def positions(self, side):
        trained = round(math.sqrt(self.pos_embed.shape[1] - 1))
        if side == trained:
            return self.pos_embed
        grid = self.pos_embed[:, 1:].reshape(1, trained, trained, -1).permute(0, 3, 1, 2)
        # The public code adds 0.1 so that rounding cannot lose a row.
        grid = F.interpolate(grid, scale_factor=[(side + 0.1) / trained] * 2, mode="bicubic")
        return torch.cat([self.pos_embed[:, :1], grid.permute(0, 2, 3, 1).flatten(1, 2)], 1)

    def forward(self, images):
        x = torch.cat([self.cls_token.expand(len(images), -1, -1), self.patch_embed(images)], 1)
        x = x + self.positions(images.shape[-1] // self.patch)
        for block in self.blocks:
            x = block(x)
        return self.norm(x)[:, 0]


class Head(nn.Module):
    def __init__(self, shape):
        super().__init__()
        sizes = shape.shapes["head"]
        hidden, bottleneck = sizes["mlp.0.bias"][0], sizes["mlp.4.bias"][0]
        self.mlp = nn.Sequential(nn.Linear(shape.dim, hidden), nn.GELU(), nn.Linear(hidden, hidden), nn.GELU(),
                                 nn.Linear(hidden, bottleneck))
        self.last_layer = nn.utils.weight_norm(nn.Linear(bottleneck, shape.outputs, bias=False))
        self.last_layer.weight_g.requires_grad = False

    def forward(self, x):
        return self.last_layer(F.normalize(self.mlp(x), dim=-1))


class Projector(nn.Sequential):
    def __init__(self, shape):
        sizes = [s for name, s in shape.shapes["projector"].items() if len(s) > 1]
        layers = []
        for out, width in sizes[:-1]:
            layers += [nn.Linear(width, out, bias=False), nn.BatchNorm1d(out), nn.ReLU()]
        super().__init__(*layers, nn.Linear(sizes[-1][1], sizes[-1][0], bias=False))


class Public:
    def __init__(self, shape, settings, weights, bfloat16, hybrid):
        device = weights["backbone"]["cls_token"].device
        self.shape, self.settings, self.hybrid, self.bfloat16 = shape, settings, hybrid, bfloat16
        self.device = device.type
        parts = {"backbone": ViT, "head": Head, "projector": Projector}
        made = {part: kind(shape).to(device) for part, kind in parts.items() if hybrid or part != "projector"}
        for part, module in made.items():
            module.load_state_dict(weights[part], strict=False)
        self.student = nn.ModuleDict(made)
        self.teacher = nn.ModuleDict({part: parts[part](shape).to(device) for part in ("backbone", "head")})
        for part, module in self.teacher.items():
            module.load_state_dict(weights[part])
            module.requires_grad_(False)
        self.centre = torch.zeros(1, shape.outputs, device=device)
        self.bn = nn.BatchNorm1d(shape.shapes["projector"][list(shape.shapes["projector"])[-1]][0], affine=False).to(device)
        self.trained = {n: w for n, w in self.student.named_parameters() if w.requires_grad}
        groups = [{"params": [w for n, w in self.trained.items() if decays(n, w)], "weight_decay": settings.decay},
                  {"params": [w for n, w in self.trained.items() if not decays(n, w)], "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=settings.rate)

    def losses(self, batch):
        n, settings = batch.pictures, self.settings
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            features = torch.cat([self.student["backbone"](batch.globals), self.student["backbone"](batch.locals)])
            student = self.student["head"](features)
            with torch.no_grad():
                teacher = self.teacher["head"](self.teacher["backbone"](batch.globals))
            losses = {"dino": self.dino(student.float(), teacher.float(), batch.crops)}
            if self.hybrid:
                one, two = self.student["projector"](features[:n]), self.student["projector"](features[n:2 * n])
                losses["barlow"] = self.barlow(one.float(), two.float())
        self.mean = teacher.float().mean(0, keepdim=True)
        return losses

    def dino(self, student, teacher, crops):
        student = (student / self.settings.student_temperature).chunk(crops)
        teacher = ((teacher - self.centre) / self.settings.teacher_temperature).softmax(-1).detach().chunk(2)
        total, terms = 0, 0
        for i, q in enumerate(teacher):
            for j, s in enumerate(student):
                if i != j:
                    total = total + (-q * F.log_softmax(s, -1)).sum(-1).mean()
                    terms += 1
        return total / terms

    def barlow(self, one, two):
        with torch.autocast(self.device, enabled=False):
            c = self.bn(one).T @ self.bn(two) / len(one)
        diagonal = torch.diagonal(c)
        off = c.pow(2).sum() - diagonal.pow(2).sum()
        return (diagonal - 1).pow(2).sum() + self.shape.off_diagonal * off

    def gradients(self, batch):
        losses = self.losses(batch)
        self.optimizer.zero_grad()
        sum(losses.values()).backward()
        return losses, {n: w.grad for n, w in self.trained.items()}

    def step(self, batch):
        losses, _ = self.gradients(batch)
        read = [loss.item() for loss in losses.values()]
        for weight in self.trained.values():
            norm = weight.grad.norm(2)
            factor = self.settings.clip / (norm + 1e-6)
            if factor < 1:
                weight.grad.mul_(factor)
        self.optimizer.step()
        with torch.no_grad():
            momentum = self.settings.momentum
            for part, module in self.teacher.items():
                for t, s in zip(module.parameters(), self.student[part].parameters()):
                    t.mul_(momentum).add_((1 - momentum) * s.detach())
            self.centre = self.centre * self.settings.centre_momentum + self.mean * (1 - self.settings.centre_momentum)
        return read
