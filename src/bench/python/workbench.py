"""The workbench's step: its own operations from the archive, in the order of Trainer.step and HybridObjective. A method m of x.py is x_m."""
import threading

import torch

from shape import Batch, decays


class Workbench:
    """Student, teacher, objective and optimizer. Weights are float32; products run in the type of the images."""

    def __init__(self, archive, shape, settings, weights, bfloat16, hybrid):
        # The switch is the one that the workbench sets: see PyTorch.java.
        torch._C._set_graph_executor_optimize(False)
        self.run = torch.jit.load(archive)
        self.shape, self.settings, self.hybrid = shape, settings, hybrid
        self.type = torch.bfloat16 if bfloat16 else torch.float32
        device = weights["backbone"]["cls_token"].device
        parts = ("backbone", "head", "projector") if hybrid else ("backbone", "head")
        self.student = {part: {n: w.clone().requires_grad_() for n, w in weights[part].items()} for part in parts}
        self.teacher = {part: {n: w.clone() for n, w in weights[part].items()} for part in ("backbone", "head")}
        self.centre = torch.zeros(1, shape.outputs, device=device)
        self.axis = shape.axis.to(device)
        self.registers = torch.zeros(1, 0, shape.dim, device=device)
        self.paths = torch.zeros(0, 1, device=device)
        self.trained = {f"{part}.{n}": w for part in parts for n, w in self.student[part].items()
                        if not n.endswith("weight_g")}
        self.moments = {n: (torch.zeros_like(w), torch.zeros_like(w), torch.zeros((), device=device))
                        for n, w in self.trained.items()}

    def features(self, weights, images):
        arrays = list(weights.values())
        positions = arrays.pop()
        if images.shape[-1] != self.shape.global_size:
            positions = self.run.position_interpolation_interpolate(positions, self.axis, self.axis)
        return self.run.vit_features(images, positions, self.registers, arrays, self.shape.patch,
                                     self.shape.heads, 12, self.paths)

    def gradients(self, batch):
        """Losses and the gradient of their sum by name."""
        run, n = self.run, batch.pictures
        images = [crops.to(self.type) for crops in (batch.globals, batch.locals)]
        made = [self.features(self.student["backbone"], crops) for crops in images]
        features = run.slices_joined(made)
        shared = run.slices_rows(features, 0, 2 * n)
        losses, gradients = {}, {}

        leaf = features.detach().requires_grad_()
        student = run.dino_head_forward(leaf, list(self.student["head"].values()))
        with torch.no_grad():
            seen = self.features(self.teacher["backbone"], images[0])
            self.teacher_logits = run.dino_head_forward(seen, list(self.teacher["head"].values()))
        loss, _ = run.dino_loss_forward(student, self.teacher_logits, self.centre, batch.crops,
                                        self.settings.student_temperature, self.settings.teacher_temperature)
        losses["dino"] = loss
        arriving = self.to_features(loss, leaf, "head", gradients)
        if self.hybrid:
            leaf = shared.detach().requires_grad_()
            projector = list(self.student["projector"].values())
            one = run.barlow_projector_forward(run.slices_rows(leaf, 0, n), projector)
            two = run.barlow_projector_forward(run.slices_rows(leaf, n, 2 * n), projector)
            loss = run.barlow_twins_loss_forward(one, two, self.shape.off_diagonal)[0]
            losses["barlow"] = loss
            at_barlow = self.to_features(loss, leaf, "projector", gradients)
            losses["conflict"] = run.gradient_conflict_measure(run.slices_rows(arriving, 0, 2 * n), at_barlow)
            arriving = run.hybrid_objective_weighted_sum(arriving, 1.0, at_barlow, 1.0)
        seeds, at = [], 0
        for part in made:
            seeds.append(run.slices_rows(arriving, at, at + part.shape[0]))
            at += part.shape[0]
        backbone = self.student["backbone"]
        found = run.autograd_backward(made, seeds, list(backbone.values()))
        gradients.update({f"backbone.{name}": g for name, g in zip(backbone, found)})
        losses["embedding_std"] = run.collapse_signals_embedding_std(shared)
        return losses, {name: gradients[name] for name in self.trained}

    def to_features(self, loss, leaf, part, gradients):
        names = [name for name in self.trained if name.startswith(part + ".")]
        found = self.run.autograd_gradients(loss, [leaf] + [self.trained[name] for name in names])
        gradients.update(zip(names, found[1:]))
        return found[0]

    def step(self, batch):
        losses, gradients = self.gradients(batch)
        run, settings = self.run, self.settings
        with torch.no_grad():
            found = list(gradients.values())
            norms = run.gradient_clipping_norms(found)
            read = run.step_reader_flat(list(losses.values()) + [norms]).cpu()
            run.gradient_clipping_clip(found, norms, settings.clip)
            for decaying in (True, False):
                names = [n for n, w in self.trained.items() if decays(n, w) == decaying]
                first, second, steps = zip(*(self.moments[n] for n in names))
                run.adamw_update([self.trained[n].detach() for n in names], [gradients[n] for n in names], list(first),
                           list(second), list(steps), settings.rate, settings.decay if decaying else 0.0, 0.9, 0.999, 1e-8)
            for part, teacher in self.teacher.items():
                run.ema_teacher_update(list(teacher.values()), [w.detach() for w in self.student[part].values()], settings.momentum)
            run.centre_update(self.centre, self.teacher_logits, settings.centre_momentum)
        return read


class Uploader:
    """Takes batches to the GPU on a stream and a thread of its own, as the workbench's class of this name does."""

    def __init__(self, archive, source, device):
        self.source, self.place = source, 0
        self.sets = [source.to(device), source.to(device)]
        torch.cuda.synchronize(device)
        try:
            self.stream = torch.jit.load(archive)
        except RuntimeError as fault:
            # Then, as in the workbench, copies run in line with the steps.
            print(f"    no stream of its own for uploads: {str(fault).strip().splitlines()[0]}", flush=True)
            self.stream = None
        self.wanted, self.ready = threading.Semaphore(0), threading.Semaphore(0)
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()
        self.wanted.release()

    def work(self):
        if self.stream:
            self.stream.own(self.sets[0].globals)
        place = 0
        while True:
            self.wanted.acquire()
            target = self.sets[place]
            target.globals.copy_(self.source.globals)
            target.locals.copy_(self.source.locals)
            place = 1 - place
            self.ready.release()

    def next(self) -> Batch:
        self.ready.acquire()
        batch = self.sets[self.place]
        self.place = 1 - self.place
        self.wanted.release()
        return batch
