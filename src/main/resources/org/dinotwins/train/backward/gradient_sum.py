# A running sum of gradients, tensor by tensor.
class GradientSum(Module):

    def zeros(self, weights: List[Tensor]) -> List[Tensor]:
        return [torch.zeros_like(weight) for weight in weights]

    def add(self, sums: List[Tensor], gradients: List[Tensor]) -> None:
        torch._foreach_add_(sums, gradients)
