# Linear algebra over patch features as TorchScript. Numbers that Java passes arrive as tensors of one element.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # x [n, d] -> mean [d], the k directions of largest variance [k, d], and their variances times n [k], largest first.
  # The eigenvectors are found in float64: patches of one picture are much alike.
  def components(self: __torch__.Operations, x: Tensor, k_: Tensor) -> List[Tensor]:
    k = int(k_)
    mean = torch.mean(x, [0])
    centred = torch.sub(x, mean)
    covariance = torch.to(torch.matmul(torch.transpose(centred, 0, 1), centred), 7)
    values, vectors, = torch.linalg_eigh(covariance)
    d = torch.size(x, 1)
    best = torch.flip(torch.slice(vectors, 1, torch.sub(d, k), d, 1), [1])
    largest = torch.flip(torch.slice(values, 0, torch.sub(d, k), d, 1), [0])
    return [mean, torch.to(torch.transpose(best, 0, 1), 6), torch.to(largest, 6)]
