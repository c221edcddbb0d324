# Clipping of each tensor's gradient by its own norm (clip_gradients of the public DINO code).
class GradientClipping(Module):

    # -> norm of each gradient, (number of gradients)
    def norms(self, gradients: List[Tensor]) -> Tensor:
        return torch.stack(torch._foreach_norm(gradients))

    # Scales each gradient to a norm of at most limit.
    def clip(self, gradients: List[Tensor], norms: Tensor, limit: float) -> None:
        factors = ((norms + 1e-6).reciprocal() * limit).clamp_max(1.)
        torch._foreach_mul_(gradients, factors.unbind())
