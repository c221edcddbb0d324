# Whether the two losses agree about the features that they share.
class GradientConflict(Module):

    # Gradients of one shape -> their norms and the cosine between them, (3)
    def measure(self, dino: Tensor, barlow: Tensor) -> Tensor:
        dino_norm = dino.norm()
        barlow_norm = barlow.norm()
        cosine = (dino * barlow).sum() / (dino_norm * barlow_norm).clamp_min(1e-36)
        return torch.stack([dino_norm, barlow_norm, cosine])
