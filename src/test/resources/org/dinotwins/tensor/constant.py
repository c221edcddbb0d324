# One constant, and a name that only begins like it; and numbers as arguments.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def scaled(self: __torch__.Operations, x: Tensor) -> Tensor:
    FACTORED = torch.mul(x, FACTOR)
    return FACTORED

  def times(self: __torch__.Operations, x: Tensor, n_: Tensor, share_: Tensor) -> Tensor:
    return torch.mul(torch.mul(x, int(n_)), float(share_))
