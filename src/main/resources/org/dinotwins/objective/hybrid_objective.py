# The gradient of w_dino * L_DINO + w_barlow * L_BT at the features of the student.
class HybridObjective(Module):

    # dino (c * b, d) reaches all crops, barlow (2 * b, d) the global crops, which come first
    def weighted_sum(self, dino: Tensor, dino_weight: float, barlow: Tensor, barlow_weight: float) -> Tensor:
        total = dino * dino_weight
        total[:barlow.shape[0]].add_(barlow, alpha=barlow_weight)
        return total

    def scale(self, gradients: List[Tensor], weight: float) -> None:
        torch._foreach_mul_(gradients, weight)
