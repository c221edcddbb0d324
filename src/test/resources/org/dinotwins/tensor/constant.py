# One constant, and a name that only begins like it.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  def scaled(self: __torch__.Operations, x: Tensor) -> Tensor:
    FACTORED = torch.mul(x, FACTOR)
    return FACTORED
