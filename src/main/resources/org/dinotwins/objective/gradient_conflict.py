# How strong the gradients of the two losses are at the features, and whether they agree.
class GradientConflict(Module):

    # dino (c * b, d) at all crops, barlow (2 * b, d) at the global crops, which come first
    # -> the two norms and the cosine at the global crops, (3)
    def measure(self, dino: Tensor, barlow: Tensor) -> Tensor:
        shared = dino[:barlow.shape[0]]
        barlow_norm = barlow.norm()
        cosine = (shared * barlow).sum() / (shared.norm() * barlow_norm).clamp_min(1e-36)
        return torch.stack([dino.norm(), barlow_norm, cosine])
