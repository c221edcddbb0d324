# Host memory for arrays on their way to a GPU, as TorchScript.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # -> [n] bytes, locked or not; locked ones a GPU reads by itself. The argument arrives as a tensor of one element.
  def bytes(self: __torch__.Operations, n_: Tensor, locked_: Tensor) -> Tensor:
    return torch.empty([int(n_)], dtype=0, layout=0, device=torch.device("cpu"), pin_memory=bool(locked_))
