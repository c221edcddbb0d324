# The loss of a network that learns from labels, as TorchScript.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # tokens [b, t, d], w [c + s, d], bias [c + s], one [b, c], several [b, s] with s of c or 0 -> scalar, a mean over pictures.
  # The first c outputs tell the one class by softmax, the others each of several classes by a sigmoid.
  def loss(self: __torch__.Operations, tokens: Tensor, w: Tensor, bias: Tensor, one: Tensor, several: Tensor) -> Tensor:
    logits = torch.linear(torch.select(tokens, 1, 0), w, bias)
    c = torch.size(one, 1)
    b = float(torch.size(one, 0))
    first = torch.slice(logits, 1, 0, c, 1)
    sum = torch.neg(torch.sum(torch.mul(one, torch.log_softmax(first, -1))))
    if torch.gt(torch.size(logits, 1), c):
      rest = torch.slice(logits, 1, c, 9223372036854775807, 1)
      sum = torch.add(sum, torch.sum(torch.sub(torch.softplus(rest), torch.mul(several, rest))))
    return torch.div(sum, b)
