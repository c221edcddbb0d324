# What a training step does to whole lists of tensors, one native call each, as TorchScript.
# Numbers that Java passes to methods with a result arrive as tensors of one element.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Gradients of one scalar with respect to leaves; zeros for a leaf that it does not depend on.
  def gradients(self: __torch__.Operations, scalar: Tensor, leaves: List[Tensor]) -> List[Tensor]:
    found = torch.autograd.grad([scalar], leaves, None, None, False, True)
    return self.complete(found, leaves)

  # Gradients of an array with respect to leaves, given the gradient that arrives at the array.
  def pull_back(self: __torch__.Operations, outputs: List[Tensor], arriving: List[Tensor], leaves: List[Tensor]) -> List[Tensor]:
    seeds = annotate(List[Optional[Tensor]], [])
    for i in range(torch.len(arriving)):
      _0 = torch.append(seeds, arriving[i])
    found = torch.autograd.grad(outputs, leaves, seeds, None, False, True)
    return self.complete(found, leaves)

  def complete(self: __torch__.Operations, found: List[Optional[Tensor]], leaves: List[Tensor]) -> List[Tensor]:
    all = annotate(List[Tensor], [])
    for i in range(torch.len(leaves)):
      gradient = found[i]
      if torch.__is__(gradient, None):
        _0 = torch.append(all, torch.zeros_like(leaves[i]))
      else:
        _1 = torch.append(all, unchecked_cast(Tensor, gradient))
    return all

  # Rows of several arrays, one below the other
  def joined(self: __torch__.Operations, pieces: List[Tensor]) -> Tensor:
    return torch.cat(pieces, 0)

  def rows(self: __torch__.Operations, x: Tensor, start: Tensor, end: Tensor) -> Tensor:
    return torch.slice(x, 0, int(start), int(end), 1)

  def columns(self: __torch__.Operations, x: Tensor, start: Tensor, end: Tensor) -> Tensor:
    return torch.slice(x, 1, int(start), int(end), 1)

  # weight_a * a, plus weight_b * b on the first rows of b
  def blend(self: __torch__.Operations, a: Tensor, weight_a: Tensor, b: Tensor, weight_b: Tensor) -> Tensor:
    sum = torch.mul(a, float(weight_a))
    head = torch.slice(sum, 0, 0, torch.size(b, 0), 1)
    _0 = torch.add_(head, b, alpha=float(weight_b))
    return sum

  def to_bfloat16(self: __torch__.Operations, x: Tensor) -> Tensor:
    return torch.to(x, 15)

  def zeros(self: __torch__.Operations, like: List[Tensor]) -> List[Tensor]:
    all = annotate(List[Tensor], [])
    for i in range(torch.len(like)):
      _0 = torch.append(all, torch.zeros_like(like[i]))
    return all

  # Copies on the device of another tensor
  def brought(self: __torch__.Operations, tensors: List[Tensor], there: Tensor) -> List[Tensor]:
    all = annotate(List[Tensor], [])
    for i in range(torch.len(tensors)):
      x = torch.detach(tensors[i])
      _0 = torch.append(all, torch.to(x, ops.prim.device(there), ops.prim.dtype(x), False, True))
    return all

  def copy_(self: __torch__.Operations, targets: List[Tensor], sources: List[Tensor]) -> None:
    torch._foreach_copy_(targets, sources)

  # Adds each tensor to the one in its place.
  def add_(self: __torch__.Operations, sums: List[Tensor], more: List[Tensor]) -> None:
    torch._foreach_add_(sums, more)

  def scale_(self: __torch__.Operations, tensors: List[Tensor], factor: float) -> None:
    torch._foreach_mul_(tensors, factor)

  # Norm of each tensor [n]
  def norms(self: __torch__.Operations, tensors: List[Tensor]) -> Tensor:
    return torch.stack(torch._foreach_norm(tensors))

  # Scales each gradient down to a norm of at most limit, each on its own, as the public DINO code does.
  def clip_(self: __torch__.Operations, gradients: List[Tensor], norms: Tensor, limit: float) -> None:
    factors = torch.clamp_max(torch.mul(torch.reciprocal(torch.add(norms, 9.9999999999999995e-07)), limit), 1.)
    torch._foreach_mul_(gradients, torch.unbind(factors))

  def adamw_(self: __torch__.Operations, weights: List[Tensor], gradients: List[Tensor], first: List[Tensor], second: List[Tensor], steps: List[Tensor], rate: float, decay: float, beta1: float, beta2: float, eps: float) -> None:
    none = annotate(List[Tensor], [])
    # The fused kernel reads the count of steps, this one included, and leaves it as it is.
    torch._foreach_add_(steps, 1.)
    torch._fused_adamw_(weights, gradients, first, second, none, steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)

  # Scales the rows that make queries and keys, the first two of three parts of each matrix.
  def shrink_queries_and_keys_(self: __torch__.Operations, matrices: List[Tensor], factor: float) -> None:
    for i in range(torch.len(matrices)):
      rows = torch.floordiv(torch.size(matrices[i], 0), 3)
      _0 = torch.mul_(torch.slice(matrices[i], 0, 0, torch.mul(2, rows), 1), factor)

  # teacher = momentum * teacher + (1 - momentum) * student
  def ema_(self: __torch__.Operations, teacher: List[Tensor], student: List[Tensor], momentum: float) -> None:
    torch._foreach_mul_(teacher, momentum)
    torch._foreach_add_(teacher, student, alpha=torch.sub(1., momentum))

  # Scalars and vectors of a step in one array, so that the host reads once.
  def gather(self: __torch__.Operations, values: List[Tensor]) -> Tensor:
    flat = annotate(List[Tensor], [])
    for i in range(torch.len(values)):
      _0 = torch.append(flat, torch.to(torch.reshape(torch.detach(values[i]), [-1]), 7))
    return torch.cat(flat, 0)
