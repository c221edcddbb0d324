"""Runs the losses of the workbench in Python and compares them with reference values.

    mvn test -Dtest=TorchScriptFilesTest
    python3 src/test/resources/org/dinotwins/objective/load_in_python.py

Needs PyTorch 1.13 or later, nothing else.
"""
import json
import math
import struct
import sys
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[6]
ARCHIVES = ROOT / "target" / "torchscript"
REFERENCES = ROOT / "src" / "test" / "resources" / "goldens"
TYPES = {"F32": torch.float32, "F64": torch.float64}


def safetensors(path):
    """Tensors and metadata of a safetensors file."""
    content = path.read_bytes()
    length, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        flat = torch.frombuffer(bytearray(content[start:end]), dtype=TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata


def check(name, actual, expected):
    error = float((actual.detach().double() - expected).norm() / expected.norm())
    print(f"{name}: relative error {error:.1e}")
    if not error < 1e-5:
        sys.exit(f"{name} differs from its reference")


def check_dino_loss():
    dino_loss = torch.jit.load(str(ARCHIVES / "objective" / "dino_loss.pt"))
    centring = torch.jit.load(str(ARCHIVES / "objective" / "centre.pt"))
    tensors, metadata = safetensors(REFERENCES / "dino_loss.safetensors")
    config = json.loads(metadata["config"])
    centre = torch.zeros(1, config["out_dim"])
    warmup = config["warmup_teacher_temp_epochs"]
    for call in range(config["calls"]):
        start, end = config["warmup_teacher_temp"], config["teacher_temp"]
        temperature = start + (end - start) * call / (warmup - 1) if call < warmup else end
        student = tensors[f"student.{call}"].requires_grad_()
        teacher = tensors[f"teacher.{call}"]
        loss, entropy = dino_loss(student, teacher, centre, config["crops"], config["student_temp"], temperature)
        loss.backward()
        check(f"DINO loss {call}", loss, tensors[f"loss.{call}"])
        check(f"DINO gradient {call}", student.grad, tensors[f"grad.{call}"])
        assert 0 <= float(entropy) <= math.log(config["out_dim"])
        centring.update(centre, teacher, config["center_momentum"])
        check(f"centre {call}", centre, tensors[f"center_after.{call}"])


def check_barlow_twins_loss():
    barlow_twins_loss = torch.jit.load(str(ARCHIVES / "objective" / "barlow_twins_loss.pt"))
    tensors, metadata = safetensors(REFERENCES / "barlow_loss.safetensors")
    z1, z2 = tensors["z1"].requires_grad_(), tensors["z2"].requires_grad_()
    loss, _, _, correlation = barlow_twins_loss(z1, z2, json.loads(metadata["config"])["lambda_"])
    loss.backward()
    check("Barlow Twins loss", loss, tensors["loss"])
    check("cross-correlation", correlation, tensors["correlation"])
    check("gradient at z1", z1.grad, tensors["grad_z1"])
    check("gradient at z2", z2.grad, tensors["grad_z2"])


check_dino_loss()
check_barlow_twins_loss()
