# The Vision Transformer of the public DINO and DINOv2 code as TorchScript. Weights come in as one flat list in the
# order of VisionTransformer.shapes: cls_token, patch weight, patch bias, twelve tensors a block or fourteen with layer
# scale, final norm weight and bias. Registers come apart from them, [1, r, d] with r = 0 where there are none.
# Numbers that Java passes arrive as tensors of one element, named with a trailing underscore.
# Matrix products and attention run in the type of the images, float32 or bfloat16, and take copies of the weights in that
# type. Weights, the sum that runs through the blocks, norms and features are float32 in either case.
# Letters in shapes: b batch, p patches, r registers, t tokens (1 + r + p), d width, h heads, e width of a head.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Whether linear may run as a convolution: VisionTransformer puts True or False in place of the name.
  def convolves(self: __torch__.Operations) -> bool:
    return LINEAR_AS_CONVOLUTION

  # x [b, t, i], w [o, i], bias [o] -> [b, t, o] in the type of x. For float32 on CPUs oneDNN's 1 x 1 convolution over
  # tokens that lie channels last is the same product, a tenth faster than the BLAS or twice as fast, with the bias and its
  # gradient in the same pass. With few images and one thread PyTorch would choose another kernel for the gradients, but not
  # for a dilated convolution, and the dilation of a kernel of one pixel means nothing.
  def linear(self: __torch__.Operations, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
    plain = ops.prim.is_cuda(x) if torch.eq(ops.prim.dtype(x), 6) else True
    if torch.__and__(torch.__and__(torch.gt(torch.size(x, 1), 1), torch.__not__(plain)), self.convolves()):
      columns = torch.unsqueeze(torch.transpose(x, 1, 2), 2)
      kernel = torch.unsqueeze(torch.unsqueeze(w, 2), 3)
      y = torch.mkldnn_convolution(columns, kernel, bias, [0, 0], [1, 1], [2, 1], 1)
      result = torch.transpose(torch.squeeze(y, 2), 1, 2)
    else:
      kind = ops.prim.dtype(x)
      result = torch.linear(x, torch.to(w, kind), torch.to(bias, kind))
    return result

  # images [b, 3, rows * patch, columns * patch], positions [1, 1 + p, d] -> [b, t, d]; registers have no position.
  # A convolution whose stride is its size is a matrix product over cut-out patches, which is the faster form on CPUs.
  def embed(self: __torch__.Operations, images: Tensor, positions: Tensor, registers: Tensor, weights: List[Tensor], patch_: Tensor) -> Tensor:
    patch = int(patch_)
    b = torch.size(images, 0)
    rows = torch.floordiv(torch.size(images, 2), patch)
    columns = torch.floordiv(torch.size(images, 3), patch)
    grid = torch.reshape(images, [b, 3, rows, patch, columns, patch])
    cut = torch.reshape(torch.permute(grid, [0, 2, 4, 1, 3, 5]), [b, torch.mul(rows, columns), torch.mul(3, torch.mul(patch, patch))])
    d = torch.size(weights[1], 0)
    patches = self.linear(cut, torch.reshape(weights[1], [d, -1]), weights[2])
    cls = torch.expand(weights[0], [b, -1, -1])
    x = torch.add(torch.cat([cls, torch.to(patches, cls)], 1), positions)
    if torch.gt(torch.size(registers, 1), 0):
      first = torch.slice(x, 1, 0, 1, 1)
      rest = torch.slice(x, 1, 1, 9223372036854775807, 1)
      x = torch.cat([first, torch.expand(registers, [b, -1, -1]), rest], 1)
    return x

  # positions [1, 1 + side * side, d], down [rows, side], across [columns, side] -> [1, 1 + rows * columns, d]; the CLS
  # token's position stays as it is.
  def interpolate(self: __torch__.Operations, positions: Tensor, down: Tensor, across: Tensor) -> Tensor:
    cls = torch.slice(positions, 1, 0, 1, 1)
    d = torch.size(positions, 2)
    side = torch.size(down, 1)
    grid = torch.reshape(torch.slice(positions, 1, 1, 9223372036854775807, 1), [side, torch.mul(side, d)])
    lines = torch.reshape(torch.matmul(down, grid), [torch.size(down, 0), side, d])
    return torch.cat([cls, torch.reshape(torch.matmul(across, lines), [1, -1, d])], 1)

  # x [b, t, d] -> query, key, value, each [b, h, t, e] of type kind
  def heads_of(self: __torch__.Operations, x: Tensor, w: List[Tensor], at: int, heads: int, kind: int) -> List[Tensor]:
    d = torch.size(x, 2)
    n = torch.to(torch.layer_norm(x, [d], w[at], w[torch.add(at, 1)], 9.9999999999999995e-07), kind)
    qkv = self.linear(n, w[torch.add(at, 2)], self.bias_of(w[torch.add(at, 3)], d))
    q, k, v, = torch.split(qkv, d, 2)
    return [self.cut(q, heads), self.cut(k, heads), self.cut(v, heads)]

  # As heads_of, with the CLS token's query alone: [b, h, 1, e]
  def cls_heads_of(self: __torch__.Operations, x: Tensor, w: List[Tensor], at: int, heads: int, kind: int) -> List[Tensor]:
    d = torch.size(x, 2)
    n = torch.to(torch.layer_norm(x, [d], w[at], w[torch.add(at, 1)], 9.9999999999999995e-07), kind)
    w_q, w_kv, = torch.split_with_sizes(w[torch.add(at, 2)], [d, torch.mul(2, d)], 0)
    b_q, b_kv, = torch.split_with_sizes(self.bias_of(w[torch.add(at, 3)], d), [d, torch.mul(2, d)], 0)
    q = self.linear(torch.slice(n, 1, 0, 1, 1), w_q, b_q)
    k, v, = torch.split(self.linear(n, w_kv, b_kv), d, 2)
    return [self.cut(q, heads), self.cut(k, heads), self.cut(v, heads)]

  # A key's bias adds the same to all logits of a query, so attention does not depend on it and its gradient is 0.
  # Rounding would make it 1e-8 or so, which AdamW blows up to steps of full length: detached, it is exactly 0.
  def bias_of(self: __torch__.Operations, bias: Tensor, d: int) -> Tensor:
    b_q, b_k, b_v, = torch.split(bias, d, 0)
    return torch.cat([b_q, torch.detach(b_k), b_v], 0)

  # x [b, t, d] -> [b, h, t, e]
  def cut(self: __torch__.Operations, x: Tensor, heads: int) -> Tensor:
    split = torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), heads, torch.floordiv(torch.size(x, 2), heads)])
    return torch.transpose(split, 1, 2)

  # What a block adds to x after attention: projection, then the MLP, each scaled a channel where the model has layer
  # scale. paths [2, b] tells what stochastic depth leaves of the two branches, [0, b] leaves them whole.
  def finish(self: __torch__.Operations, x: Tensor, mixed: Tensor, w: List[Tensor], at: int, scaled: bool, paths: Tensor) -> Tensor:
    d = torch.size(x, 2)
    joined = torch.reshape(torch.transpose(mixed, 1, 2), [torch.size(x, 0), torch.size(x, 1), d])
    branch = torch.to(self.linear(joined, w[torch.add(at, 4)], w[torch.add(at, 5)]), x)
    if scaled:
      branch = torch.mul(branch, w[torch.add(at, 12)])
    dropping = torch.gt(torch.size(paths, 0), 0)
    if dropping:
      branch = torch.mul(branch, torch.reshape(torch.select(paths, 0, 0), [-1, 1, 1]))
    y = torch.add(x, branch)
    n = torch.layer_norm(y, [d], w[torch.add(at, 6)], w[torch.add(at, 7)], 9.9999999999999995e-07)
    hidden = torch.gelu(self.linear(torch.to(n, ops.prim.dtype(mixed)), w[torch.add(at, 8)], w[torch.add(at, 9)]))
    branch2 = torch.to(self.linear(hidden, w[torch.add(at, 10)], w[torch.add(at, 11)]), x)
    if scaled:
      branch2 = torch.mul(branch2, w[torch.add(at, 13)])
    if dropping:
      branch2 = torch.mul(branch2, torch.reshape(torch.select(paths, 0, 1), [-1, 1, 1]))
    return torch.add(y, branch2)

  # Stochastic depth a sample: what is left of the two branches of each block, 0 or 1 over the chance to stay, so that the
  # expectation stays -> [2 * depth, n]. The chance to be left out grows from 0 in the first block to drop in the last.
  def paths(self: __torch__.Operations, like: Tensor, n_: Tensor, depth_: Tensor, drop_: Tensor) -> Tensor:
    n = int(n_)
    depth = int(depth_)
    cpu = torch.device("cpu")
    draw = torch.rand([torch.mul(2, torch.sub(depth, 1)), n], dtype=6, layout=0, device=cpu)
    places = torch.repeat_interleave(torch.arange(1, depth, dtype=7, layout=0, device=cpu), 2)
    rate = torch.div(torch.mul(places, float(drop_)), float(torch.sub(depth, 1)))
    keep = torch.reshape(torch.to(torch.rsub(rate, 1.), 6), [-1, 1])
    rest = torch.div(torch.floor(torch.add(draw, keep)), keep)
    return torch.to(torch.cat([torch.ones([2, n], dtype=6, layout=0, device=cpu), rest], 0), like)

  # Block i, x [b, t, d] -> [b, t, d], whose weights begin at at; paths are those of all blocks
  def through(self: __torch__.Operations, x: Tensor, w: List[Tensor], at: int, stride: int, i: int, heads: int, paths: Tensor, kind: int) -> Tensor:
    q, k, v, = self.heads_of(x, w, at, heads, kind)
    mixed = torch.scaled_dot_product_attention(q, k, v)
    return self.finish(x, mixed, w, at, torch.gt(stride, 12), self.own(paths, i))

  # The CLS token's row of what through gives, [b, t, d] -> [b, 1, d]: all that features needs of the last block.
  def through_cls(self: __torch__.Operations, x: Tensor, w: List[Tensor], at: int, stride: int, i: int, heads: int, paths: Tensor, kind: int) -> Tensor:
    q, k, v, = self.cls_heads_of(x, w, at, heads, kind)
    mixed = torch.scaled_dot_product_attention(q, k, v)
    return self.finish(torch.slice(x, 1, 0, 1, 1), mixed, w, at, torch.gt(stride, 12), self.own(paths, i))

  def own(self: __torch__.Operations, paths: Tensor, i: int) -> Tensor:
    return torch.slice(paths, 0, torch.mul(2, i), torch.add(torch.mul(2, i), 2), 1)

  # Block i by itself as tokens runs it for these images; w holds the tensors of this block alone
  def training_block(self: __torch__.Operations, x: Tensor, w: List[Tensor], i_: Tensor, heads_: Tensor, paths: Tensor, images: Tensor) -> Tensor:
    return self.through(x, w, 0, torch.len(w), int(i_), int(heads_), paths, ops.prim.dtype(images))

  # The last block by itself as features runs it, -> [b, 1, d]
  def last_block(self: __torch__.Operations, x: Tensor, w: List[Tensor], i_: Tensor, heads_: Tensor, paths: Tensor, images: Tensor) -> Tensor:
    return self.through_cls(x, w, 0, torch.len(w), int(i_), int(heads_), paths, ops.prim.dtype(images))

  # -> [b, t, d] tokens after so many blocks; paths [2 * depth, b], or [0, b] where no branch is left out
  def tokens(self: __torch__.Operations, images: Tensor, positions: Tensor, registers: Tensor, weights: List[Tensor], patch_: Tensor, heads_: Tensor, stride_: Tensor, paths: Tensor, blocks: int) -> Tensor:
    heads = int(heads_)
    x = self.embed(images, positions, registers, weights, patch_)
    stride = int(stride_)
    for i in range(blocks):
      x = self.through(x, weights, torch.add(3, torch.mul(stride, i)), stride, i, heads, paths, ops.prim.dtype(images))
    return x

  # -> [b, t, d] tokens of the last block, normalised
  def forward(self: __torch__.Operations, images: Tensor, positions: Tensor, registers: Tensor, weights: List[Tensor], patch_: Tensor, heads_: Tensor, stride_: Tensor, paths: Tensor) -> Tensor:
    end = torch.sub(torch.len(weights), 2)
    depth = torch.floordiv(torch.sub(end, 3), int(stride_))
    x = self.tokens(images, positions, registers, weights, patch_, heads_, stride_, paths, depth)
    return self.normalise(x, weights[end], weights[torch.add(end, 1)])

  # -> [b, d], the CLS row of what forward gives
  def features(self: __torch__.Operations, images: Tensor, positions: Tensor, registers: Tensor, weights: List[Tensor], patch_: Tensor, heads_: Tensor, stride_: Tensor, paths: Tensor) -> Tensor:
    end = torch.sub(torch.len(weights), 2)
    stride = int(stride_)
    last = torch.sub(torch.floordiv(torch.sub(end, 3), stride), 1)
    x = self.tokens(images, positions, registers, weights, patch_, heads_, stride_, paths, last)
    x = self.through_cls(x, weights, torch.sub(end, stride), stride, last, int(heads_), paths, ops.prim.dtype(images))
    return self.cls(x, weights[end], weights[torch.add(end, 1)])

  # The final norm of the CLS token alone, [b, t, d] -> [b, d]
  def cls(self: __torch__.Operations, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return self.normalise(torch.select(x, 1, 0), weight, bias)

  # One block outside of training, x [b, t, d] -> [b, t, d]; w holds the tensors of this block alone. What comes after
  # attention is done for some tokens at a time: the MLP's hidden layer would otherwise be the largest array of all.
  def block(self: __torch__.Operations, x: Tensor, w: List[Tensor], heads_: Tensor, piece_: Tensor) -> Tensor:
    piece = int(piece_)
    q, k, v, = self.heads_of(x, w, 0, int(heads_), ops.prim.dtype(x))
    mixed = torch.scaled_dot_product_attention(q, k, v)
    pieces = annotate(List[Tensor], [])
    for i in range(torch.floordiv(torch.add(torch.size(x, 1), torch.sub(piece, 1)), piece)):
      start = torch.mul(i, piece)
      end = torch.add(start, piece)
      y = self.finish(torch.slice(x, 1, start, end, 1), torch.slice(mixed, 2, start, end, 1), w, 0, torch.gt(torch.len(w), 12), torch.slice(x, 0, 0, 0, 1))
      _0 = torch.append(pieces, y)
    return torch.cat(pieces, 1)

  # The final norm of the last axis
  def normalise(self: __torch__.Operations, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [torch.size(weight, 0)], weight, bias, 9.9999999999999995e-07)

  # n [b, t, d] after a block's first norm, part 0 for queries and 1 for keys -> [b, h, t, e]
  def part_of(self: __torch__.Operations, n: Tensor, w: List[Tensor], part: int, heads: int) -> Tensor:
    d = torch.size(n, 2)
    start = torch.mul(part, d)
    end = torch.add(start, d)
    x = torch.linear(n, torch.slice(w[2], 0, start, end, 1), torch.slice(w[3], 0, start, end, 1))
    split = torch.reshape(x, [torch.size(n, 0), torch.size(n, 1), heads, torch.floordiv(d, heads)])
    return torch.transpose(split, 1, 2)

  # q [b, h, n, e], k [b, h, t, e] -> [b, h, n, t], each row sums to 1
  def weigh(self: __torch__.Operations, q: Tensor, k: Tensor) -> Tensor:
    scale = torch.div(1., torch.sqrt(torch.size(q, 3)))
    return torch.softmax(torch.mul(torch.matmul(q, torch.transpose(k, 2, 3)), scale), -1)

  # Attention of the tokens named by queries [n] in a block whose input is x: [b, h, n, t]
  def rows(self: __torch__.Operations, x: Tensor, w: List[Tensor], queries: Tensor, heads_: Tensor) -> Tensor:
    heads = int(heads_)
    n = torch.layer_norm(x, [torch.size(x, 2)], w[0], w[1], 9.9999999999999995e-07)
    q = self.part_of(torch.index_select(n, 1, queries), w, 0, heads)
    return self.weigh(q, self.part_of(n, w, 1, heads))

  # One step of attention rollout through a block whose input is x [1, t, d]: row [t] times the heads' mean, or their
  # maximum, plus identity, rows scaled to a sum of 1. The t x t matrix is made a few rows at a time and never kept.
  def roll(self: __torch__.Operations, x: Tensor, w: List[Tensor], row: Tensor, heads_: Tensor, piece_: Tensor, most_: Tensor) -> Tensor:
    heads = int(heads_)
    piece = int(piece_)
    most = bool(most_)
    n = torch.layer_norm(x, [torch.size(x, 2)], w[0], w[1], 9.9999999999999995e-07)
    k = self.part_of(n, w, 1, heads)
    result = torch.zeros_like(row)
    for i in range(torch.floordiv(torch.add(torch.size(x, 1), torch.sub(piece, 1)), piece)):
      start = torch.mul(i, piece)
      end = torch.add(start, piece)
      attention = torch.select(self.weigh(self.part_of(torch.slice(n, 1, start, end, 1), w, 0, heads), k), 0, 0)
      share = torch.slice(row, 0, start, end, 1)
      if most:
        joined = torch.amax(attention, [0])
        scaled = torch.div(share, torch.add(torch.sum(joined, [1]), 1))
        result = torch.add(result, torch.matmul(scaled, joined))
      else:
        # Rows of a mean of attention sum to 1, and the mean may be taken after the product.
        scaled = torch.div(share, 2)
        result = torch.add(result, torch.mean(torch.matmul(scaled, attention), [0]))
      _0 = torch.add_(torch.slice(result, 0, start, end, 1), scaled)
    return result
