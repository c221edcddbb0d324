# The centre that DINO subtracts from the teacher's logits (DINO paper, equation 4).
class Centre(Module):

    # centre (1, k), teacher (2 * b, k)
    def update(self, centre: Tensor, teacher: Tensor, momentum: float) -> None:
        batch_centre = teacher.mean(0, keepdim=True)                                          # (1, k)
        centre.mul_(momentum).add_(batch_centre, alpha=1 - momentum)
