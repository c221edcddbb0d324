# The Vision Transformer of the public DINO code as TorchScript. Weights come in as one flat list in the order of
# VisionTransformer.shapes: cls_token, patch weight, patch bias, twelve tensors a block, final norm weight and bias.
# Numbers that Java passes arrive as tensors of one element, named with a trailing underscore.
# Letters in shapes: b batch, p patches, t tokens (p + 1), d width, h heads, e width of a head.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # images [b, 3, rows * patch, columns * patch], positions [1, t, d] -> [b, t, d]
  # A convolution whose stride is its size is a matrix product over cut-out patches, which is the faster form on CPUs.
  def embed(self: __torch__.Operations, images: Tensor, positions: Tensor, weights: List[Tensor], patch: int) -> Tensor:
    b = torch.size(images, 0)
    rows = torch.floordiv(torch.size(images, 2), patch)
    columns = torch.floordiv(torch.size(images, 3), patch)
    grid = torch.reshape(images, [b, 3, rows, patch, columns, patch])
    cut = torch.reshape(torch.permute(grid, [0, 2, 4, 1, 3, 5]), [b, torch.mul(rows, columns), torch.mul(3, torch.mul(patch, patch))])
    d = torch.size(weights[1], 0)
    patches = torch.linear(cut, torch.reshape(weights[1], [d, -1]), weights[2])
    cls = torch.expand(weights[0], [b, -1, -1])
    return torch.add(torch.cat([cls, patches], 1), positions)

  # positions [1, 1 + old, d], matrix [new, old] -> [1, 1 + new, d]; the CLS token's position stays as it is.
  def interpolate(self: __torch__.Operations, positions: Tensor, matrix: Tensor) -> Tensor:
    cls = torch.slice(positions, 1, 0, 1, 1)
    grid = torch.matmul(matrix, torch.slice(positions, 1, 1, 9223372036854775807, 1))
    return torch.cat([cls, grid], 1)

  # x [b, t, d] -> query, key, value, each [b, h, t, e]
  def heads_of(self: __torch__.Operations, x: Tensor, w: List[Tensor], at: int, heads: int) -> List[Tensor]:
    d = torch.size(x, 2)
    n = torch.layer_norm(x, [d], w[at], w[torch.add(at, 1)], 9.9999999999999995e-07)
    # A key's bias adds the same to all logits of a query, so attention does not depend on it and its gradient is 0.
    # Rounding would make it 1e-8 or so, which AdamW blows up to steps of full length: detached, it is exactly 0.
    bias = w[torch.add(at, 3)]
    b_q, b_k, b_v, = torch.split(bias, d, 0)
    qkv = torch.linear(n, w[torch.add(at, 2)], torch.cat([b_q, torch.detach(b_k), b_v], 0))
    split = torch.reshape(qkv, [torch.size(x, 0), torch.size(x, 1), 3, heads, torch.floordiv(d, heads)])
    return torch.unbind(torch.permute(split, [2, 0, 3, 1, 4]), 0)

  # What a block adds to x after attention: projection, then the MLP. drop is the chance that a sample skips a branch.
  def finish(self: __torch__.Operations, x: Tensor, mixed: Tensor, w: List[Tensor], at: int, drop: float) -> Tensor:
    d = torch.size(x, 2)
    joined = torch.reshape(torch.transpose(mixed, 1, 2), [torch.size(x, 0), torch.size(x, 1), d])
    branch = torch.linear(joined, w[torch.add(at, 4)], w[torch.add(at, 5)])
    if torch.gt(drop, 0.):
      branch = self.skip(branch, drop)
    y = torch.add(x, branch)
    n = torch.layer_norm(y, [d], w[torch.add(at, 6)], w[torch.add(at, 7)], 9.9999999999999995e-07)
    hidden = torch.gelu(torch.linear(n, w[torch.add(at, 8)], w[torch.add(at, 9)]))
    branch2 = torch.linear(hidden, w[torch.add(at, 10)], w[torch.add(at, 11)])
    if torch.gt(drop, 0.):
      branch2 = self.skip(branch2, drop)
    return torch.add(y, branch2)

  # Stochastic depth a sample: whole rows are dropped, the others scaled so that the expectation stays.
  def skip(self: __torch__.Operations, branch: Tensor, drop: float) -> Tensor:
    keep = torch.sub(1., drop)
    draw = torch.rand([torch.size(branch, 0), 1, 1], dtype=6, layout=0, device=torch.device("cpu"))
    mask = torch.div(torch.floor(torch.add(draw, keep)), keep)
    return torch.mul(branch, torch.to(mask, branch))

  # -> [b, t, d] tokens of the last block, normalised
  def forward(self: __torch__.Operations, images: Tensor, positions: Tensor, weights: List[Tensor], patch_: Tensor, heads_: Tensor, drop_: Tensor) -> Tensor:
    heads = int(heads_)
    drop = float(drop_)
    x = self.embed(images, positions, weights, int(patch_))
    depth = torch.floordiv(torch.sub(torch.len(weights), 5), 12)
    for i in range(depth):
      at = torch.add(3, torch.mul(12, i))
      q, k, v, = self.heads_of(x, weights, at, heads)
      mixed = torch.scaled_dot_product_attention(q, k, v)
      rate = 0.
      if torch.gt(depth, 1):
        rate = torch.div(torch.mul(drop, float(i)), float(torch.sub(depth, 1)))
      x = self.finish(x, mixed, weights, at, rate)
    end = torch.add(3, torch.mul(12, depth))
    return torch.layer_norm(x, [torch.size(x, 2)], weights[end], weights[torch.add(end, 1)], 9.9999999999999995e-07)

  # -> normalised tokens of the last n blocks [b, t, d] each, oldest first, then the attention [b, h, t, t] of one block
  def inspect(self: __torch__.Operations, images: Tensor, positions: Tensor, weights: List[Tensor], patch_: Tensor, heads_: Tensor, block_: Tensor, n_: Tensor) -> List[Tensor]:
    heads = int(heads_)
    block = int(block_)
    n = int(n_)
    x = self.embed(images, positions, weights, int(patch_))
    depth = torch.floordiv(torch.sub(torch.len(weights), 5), 12)
    end = torch.add(3, torch.mul(12, depth))
    outputs = annotate(List[Tensor], [])
    attention = x
    for i in range(depth):
      at = torch.add(3, torch.mul(12, i))
      q, k, v, = self.heads_of(x, weights, at, heads)
      if torch.eq(i, block):
        scale = torch.div(1., torch.sqrt(torch.size(q, 3)))
        attention = torch.softmax(torch.mul(torch.matmul(q, torch.transpose(k, 2, 3)), scale), -1)
      x = self.finish(x, torch.scaled_dot_product_attention(q, k, v), weights, at, 0.)
      if torch.ge(i, torch.sub(depth, n)):
        y = torch.layer_norm(x, [torch.size(x, 2)], weights[end], weights[torch.add(end, 1)], 9.9999999999999995e-07)
        _0 = torch.append(outputs, y)
    _1 = torch.append(outputs, attention)
    return outputs
