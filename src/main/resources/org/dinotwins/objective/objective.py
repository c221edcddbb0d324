# Heads and losses of DINO and Barlow Twins as TorchScript.
# Numbers that Java passes to methods with a result arrive as tensors of one element.
# Letters in shapes: n rows (crops times pictures, crop-major), b pictures, c crops, k DINO outputs, d embedding width.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # [n, in] -> [n, k]. weights: three linear layers (weight, bias), then weight_g [k, 1] and weight_v [k, bottleneck].
  def dino_head(self: __torch__.Operations, x: Tensor, w: List[Tensor]) -> Tensor:
    h1 = torch.gelu(torch.linear(x, w[0], w[1]))
    h2 = torch.gelu(torch.linear(h1, w[2], w[3]))
    h3 = torch.linear(h2, w[4], w[5])
    length = torch.clamp_min(torch.linalg_vector_norm(h3, 2, [1], True), 9.9999999999999998e-13)
    rows = torch.linalg_vector_norm(w[7], 2, [1], True)
    last = torch.mul(w[7], torch.div(w[6], rows))
    return torch.linear(torch.div(h3, length), last)

  # student [c * b, k], teacher [2 * b, k] without gradient, centre [1, k]
  # -> loss, mean entropy of the teacher's distributions, batch mean of the teacher [1, k], largest mean probability
  def dino_loss(self: __torch__.Operations, student: Tensor, teacher: Tensor, centre: Tensor, crops_: Tensor, student_temperature: Tensor, teacher_temperature: Tensor) -> List[Tensor]:
    crops = int(crops_)
    k = torch.size(student, 1)
    b = torch.floordiv(torch.size(student, 0), crops)
    logp = torch.reshape(torch.log_softmax(torch.div(student, float(student_temperature)), -1), [crops, b, k])
    logits = torch.div(torch.sub(teacher, centre), float(teacher_temperature))
    q = torch.reshape(torch.softmax(logits, -1), [2, b, k])
    entropy = torch.neg(torch.sum(torch.mul(torch.reshape(q, [-1, k]), torch.log_softmax(logits, -1))))
    # Each teacher crop is compared with every student crop but itself: the sum over crops less the same crop.
    others = torch.sub(torch.sum(logp, [0], True), torch.slice(logp, 0, 0, 2, 1))
    terms = torch.mul(2, torch.sub(crops, 1))
    loss = torch.div(torch.neg(torch.sum(torch.mul(q, others))), torch.mul(terms, b))
    used = torch.max(torch.mean(q, [0, 1]))
    return [loss, torch.div(entropy, torch.mul(2, b)), torch.mean(teacher, [0], True), used]

  def move_centre_(self: __torch__.Operations, centre: Tensor, mean: Tensor, momentum: float) -> None:
    _0 = torch.add_(torch.mul_(centre, momentum), mean, alpha=torch.sub(1., momentum))

  # [n, in] -> [n, d]: linear layers, each but the last followed by batch statistics and ReLU.
  # weights: weight, gain, shift a hidden layer, then the last weight.
  def projector(self: __torch__.Operations, x: Tensor, w: List[Tensor]) -> Tensor:
    hidden = torch.floordiv(torch.len(w), 3)
    h = x
    for i in range(hidden):
      at = torch.mul(3, i)
      h = torch.linear(h, w[at])
      h = torch.relu(torch.batch_norm(h, w[torch.add(at, 1)], w[torch.add(at, 2)], None, None, True, 0., 1.0000000000000001e-05, False))
    return torch.linear(h, w[torch.mul(3, hidden)])

  # two embeddings [b, d] -> loss, sum of (1 - C_ii)^2, sum of C_ij^2 off the diagonal, C [d, d]
  def barlow_loss(self: __torch__.Operations, z1: Tensor, z2: Tensor, lambda_: Tensor) -> List[Tensor]:
    n1 = torch.batch_norm(z1, None, None, None, None, True, 0., 1.0000000000000001e-05, False)
    n2 = torch.batch_norm(z2, None, None, None, None, True, 0., 1.0000000000000001e-05, False)
    c = torch.div(torch.matmul(torch.t(n1), n2), torch.size(z1, 0))
    diagonal = torch.diagonal(c)
    on = torch.sum(torch.square(torch.sub(diagonal, 1)))
    off = torch.sub(torch.sum(torch.square(c)), torch.sum(torch.square(diagonal)))
    return [torch.add(on, torch.mul(off, float(lambda_))), on, off, c]

  # Norms of the two gradients at the shared features [n, d] and their cosine -> [3]
  def conflict(self: __torch__.Operations, dino: Tensor, barlow: Tensor) -> Tensor:
    a = torch.linalg_vector_norm(dino)
    b = torch.linalg_vector_norm(barlow)
    dot = torch.sum(torch.mul(dino, barlow))
    return torch.stack([a, b, torch.div(dot, torch.clamp_min(torch.mul(a, b), 9.9999999999999994e-37))])

  # CLS features [n, d] -> mean over d of the standard deviation of the L2-normalised rows
  def spread(self: __torch__.Operations, features: Tensor) -> Tensor:
    length = torch.clamp_min(torch.linalg_vector_norm(features, 2, [1], True), 9.9999999999999998e-13)
    return torch.mean(torch.std(torch.div(features, length), [0], False))

  # RankMe of features [n, d]: exp of the entropy of the singular values' shares
  def rank_me(self: __torch__.Operations, features: Tensor) -> Tensor:
    s = torch.linalg_svdvals(torch.to(features, 6))
    p = torch.add(torch.div(s, torch.clamp_min(torch.sum(s), 9.9999999999999994e-37)), 9.9999999999999995e-08)
    return torch.exp(torch.neg(torch.sum(torch.mul(p, torch.log(p)))))

  def trace(self: __torch__.Operations, c: Tensor) -> Tensor:
    return torch.sum(torch.diagonal(c))

  # Matrix [d, d] -> [s, s]: the entry of largest magnitude of each block
  def reduced(self: __torch__.Operations, c: Tensor, block_: Tensor) -> Tensor:
    block = int(block_)
    d = torch.size(c, 0)
    image = torch.reshape(c, [1, 1, d, d])
    high = torch.max_pool2d(image, [block, block], [block, block], [0, 0], [1, 1], True)
    low = torch.neg(torch.max_pool2d(torch.neg(image), [block, block], [block, block], [0, 0], [1, 1], True))
    shown = torch.where(torch.gt(high, torch.neg(low)), high, low)
    return torch.reshape(shown, [torch.size(shown, 2), torch.size(shown, 3)])
