"""A training step of ViT-S/16 on a GPU: the workbench's operations against the shape of the public DINO code.

Needs a PyTorch with CUDA, 2.5 or later. The folder is what `mvn -Pbench verify -Dbench=gpu` leaves in target/bench/gpu.
Prints images a second of both, and how far the losses and gradients of each lie from float32. On a CPU, with few pictures
and --rounds 0, it checks that both compute the same.
"""
import argparse
import statistics
import sys
import time

import torch

from public import Public
from shape import Settings, Shape
from workbench import Uploader, Workbench

# Rounding grows through twelve blocks; a wrong term would be off by far more.
SAME = 2e-3


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--pictures", type=int, default=64)
    parser.add_argument("--locals", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=7, help="rounds, in each of which all take turns; 0 for the numerics alone")
    parser.add_argument("--steps", type=int, default=10, help="steps of each in a round")
    return parser.parse_args()


def flat(gradients, part):
    return torch.cat([g.detach().float().flatten() for n, g in sorted(gradients.items()) if n.startswith(part)]).cpu().double()


def numerics(args, shape, hybrid):
    """How far losses and gradients lie from the public shape's in float32."""
    weights = shape.weights(1, args.device)
    batch = shape.batch(args.pictures, args.locals, 2).to(args.device)
    settings = Settings()
    exact_losses, exact = Public(shape, settings, weights, False, hybrid).gradients(batch)
    exact_losses = {n: l.item() for n, l in exact_losses.items()}
    parts = ["backbone", "head"] + (["projector"] if hybrid else [])
    exact = {part: flat(exact, part) for part in parts}
    same = True
    for name, bfloat16 in (("workbench, float32", False), ("workbench, bfloat16", True), ("public shape, bfloat16", True)):
        if name.startswith("workbench"):
            step = Workbench(args.folder + "/step.pt", shape, settings, weights, bfloat16, hybrid)
        else:
            step = Public(shape, settings, weights, bfloat16, hybrid)
        losses, found = step.gradients(batch)
        words = [f"loss {n} {losses[n].item() / e - 1:+.1e}" for n, e in exact_losses.items()]
        for part in parts:
            g = flat(found, part)
            off = ((g - exact[part]).norm() / exact[part].norm()).item()
            cosine = (g @ exact[part] / (g.norm() * exact[part].norm())).item()
            words.append(f"gradient of {part} {off:.1e}, cosine {cosine:.6f}")
            same &= bfloat16 or off < SAME
        same &= bfloat16 or all(abs(losses[n].item() / e - 1) < SAME for n, e in exact_losses.items())
        print(f"    {name}: " + "; ".join(words), flush=True)
    return same


def seconds(work, steps, device):
    if device == "cuda":
        torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(steps):
        work()
    if device == "cuda":
        torch.cuda.synchronize()
    return (time.perf_counter() - start) / steps


def timing(args, shape, hybrid):
    """Seconds of a step, from crops that lie on the device, and from crops in page-locked host memory."""
    weights = shape.weights(1, args.device)
    host = shape.batch(args.pictures, args.locals, 2)
    there = host.to(args.device)
    settings = Settings()
    ours = {b: Workbench(args.folder + "/step.pt", shape, settings, weights, b, hybrid) for b in (True, False)}
    theirs = {b: Public(shape, settings, weights, b, hybrid) for b in (True, False)}
    work = {"workbench, bfloat16": lambda: ours[True].step(there), "public shape, bfloat16": lambda: theirs[True].step(there),
            "workbench, float32": lambda: ours[False].step(there), "public shape, float32": lambda: theirs[False].step(there)}
    if args.device == "cuda":
        locked = host.pinned()
        uploader = Uploader(args.folder + "/stream.pt", locked, args.device)

        def fetched():
            moved = type(host)(host.pictures, host.crops, locked.globals.to(args.device, non_blocking=True),
                               locked.locals.to(args.device, non_blocking=True))
            theirs[True].step(moved)

        work["workbench, bfloat16, with upload"] = lambda: ours[True].step(uploader.next())
        work["public shape, bfloat16, with upload"] = fetched
        work["workbench, bfloat16, upload from other memory in line"] = lambda: ours[True].step(host.to(args.device))
    taken = {name: [] for name in work}
    for round_ in range(-1, args.rounds):
        for name, step in work.items():
            time_ = seconds(step, args.steps, args.device)
            if round_ >= 0:
                taken[name].append(time_)
    for name, times in taken.items():
        peer = name.replace("workbench", "public shape") if "other memory" not in name else "public shape, bfloat16, with upload"
        ratio = statistics.median(b / a for a, b in zip(times, taken[peer]))
        middle = statistics.median(times)
        print(f"    {name}: {1000 * middle:.1f} ms a step, {args.pictures / middle:,.0f} images a second"
              + (f", {ratio:.2f} times the peer's rate" if name.startswith("workbench") else ""), flush=True)


def main():
    args = options()
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    shape = Shape(args.folder)
    name = torch.cuda.get_device_name() if args.device == "cuda" else "CPU"
    print(f"PyTorch {torch.__version__}, {name}: ViT-S/16, batch {args.pictures}, 2 x {shape.global_size} + "
          f"{args.locals} x {shape.local_size}", flush=True)
    same = True
    for hybrid in (False, True):
        print("  DINO and Barlow Twins" if hybrid else "  DINO alone")
        print("    against the public shape in float32:")
        same &= numerics(args, shape, hybrid)
        if args.rounds:
            timing(args, shape, hybrid)
    if not same:
        sys.exit("NOT the same step: the workbench's float32 is further from the public shape's than rounding goes.")


if __name__ == "__main__":
    main()
