# Principal components of patch features.
# Letters in shapes: n patches, d width of a feature, k components.
class PatchPca(Module):

    # x (n, d) -> mean (d), the k directions of largest variance (k, d), and their variances times n (k), largest first.
    # The eigenvectors are found in float64 (type 7): patches of one picture are much alike.
    def components(self, x: Tensor, k: int) -> Tuple[Tensor, Tensor, Tensor]:
        mean = x.mean(0)                                                                      # (d)
        centred = x - mean
        covariance = (centred.t() @ centred).to(7)                                            # (d, d)
        values, vectors = torch.linalg_eigh(covariance)
        d = x.shape[1]
        directions = vectors[:, d - k:].flip([1]).t()                                         # (k, d)
        return mean, directions.to(x.dtype), values[d - k:].flip([0]).to(x.dtype)
