# The loss of Barlow Twins (paper, equations 1 and 2).
# Letters in shapes: b pictures, d width of an embedding.
class BarlowTwinsLoss(Module):

    # z1 and z2 (b, d) -> loss, on-diagonal sum, off-diagonal sum, cross-correlation matrix (d, d)
    def forward(self, z1: Tensor, z2: Tensor, off_diagonal_weight: float) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
        c = self.standardised(z1).t() @ self.standardised(z2) / z1.shape[0]                   # (d, d)
        diagonal = c.diagonal()
        on_diagonal = (diagonal - 1).square().sum()
        off_diagonal = c.square().sum() - diagonal.square().sum()
        return on_diagonal + off_diagonal * off_diagonal_weight, on_diagonal, off_diagonal, c

    # Mean 0 and variance 1 over the batch
    def standardised(self, z: Tensor) -> Tensor:
        return torch.batch_norm(z, None, None, None, None, True, 0., 1e-5, False)
