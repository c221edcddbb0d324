# RankMe (Garrido et al. 2023, arXiv 2210.02885, equation 1): the number of dimensions that features use.
class RankMe(Module):

    # features (n, d) -> exp of the entropy of the singular values' shares
    def forward(self, features: Tensor) -> Tensor:
        s = torch.linalg_svdvals(features)                                                    # (min(n, d))
        p = s / s.sum().clamp_min(1e-36) + 1e-7
        return (-(p * p.log()).sum()).exp()
