# Linear classifiers on frozen features, one native call a pass, as TorchScript.
# Letters in shapes: n pictures, d width of a feature, c classes, r learning rates that are tried side by side, b batch.
# Numbers that Java passes to methods with a result arrive as tensors of one element.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # One pass of SGD with momentum 0.9, each of r classifiers with a learning rate of its own. The gradient of the
  # cross-entropy is written out: probability less target, a mean over the batch.
  # x [n, d], y [n, c], order [n], w and vw [r, d, c], bias and vb [r, 1, c], rates [r, 1, 1]; several: sigmoid, not softmax
  def pass_(self: __torch__.Operations, x: Tensor, y: Tensor, order: Tensor, w: Tensor, bias: Tensor, vw: Tensor, vb: Tensor, rates: Tensor, batch: float, several: float) -> None:
    n = torch.size(x, 0)
    size = int(batch)
    steps = torch.floordiv(torch.sub(torch.add(n, size), 1), size)
    for i in range(steps):
      first = torch.mul(i, size)
      rows = torch.slice(order, 0, first, torch.add(first, size), 1)
      xb = torch.index_select(x, 0, rows)
      logits = torch.add(torch.matmul(xb, w), bias)
      if torch.gt(several, 0.):
        p = torch.sigmoid(logits)
      else:
        p = torch.softmax(logits, -1)
      g = torch.div(torch.sub(p, torch.index_select(y, 0, rows)), float(torch.size(rows, 0)))
      _0 = torch.add_(torch.mul_(vw, 0.90000000000000002), torch.matmul(torch.t(xb), g), alpha=1)
      _1 = torch.add_(torch.mul_(vb, 0.90000000000000002), torch.sum(g, [1], True), alpha=1)
      _2 = torch.sub_(w, torch.mul(rates, vw), alpha=1)
      _3 = torch.sub_(bias, torch.mul(rates, vb), alpha=1)

  # Sum of the pictures' losses and its gradient: [1 + d * c + c]
  # x [n, d], y [n, c], w [d, c], bias [c]
  def loss(self: __torch__.Operations, x: Tensor, y: Tensor, w: Tensor, bias: Tensor, several_: Tensor) -> Tensor:
    logits = torch.add(torch.matmul(x, w), bias)
    if torch.gt(float(several_), 0.):
      p = torch.sigmoid(logits)
      sum = torch.sum(torch.sub(torch.softplus(logits), torch.mul(y, logits)))
    else:
      p = torch.softmax(logits, -1)
      sum = torch.sub(torch.sum(torch.logsumexp(logits, [1], False)), torch.sum(torch.mul(y, logits)))
    g = torch.sub(p, y)
    gw = torch.matmul(torch.t(x), g)
    return torch.cat([torch.reshape(sum, [1]), torch.reshape(gw, [-1]), torch.sum(g, [0])], 0)
