# torch.autograd.grad, with zeros for tensors that the outputs do not depend on.
class Autograd(Module):

    # Gradients of a scalar with respect to leaves
    def gradients(self, scalar: Tensor, leaves: List[Tensor]) -> List[Tensor]:
        found = torch.autograd.grad([scalar], leaves, allow_unused=True)
        return self.zeros_if_unused(found, leaves)

    # Gradients with respect to leaves, given those with respect to outputs
    def backward(self, outputs: List[Tensor], gradients: List[Tensor], leaves: List[Tensor]) -> List[Tensor]:
        given: List[Optional[Tensor]] = []
        for gradient in gradients:
            given.append(gradient)
        found = torch.autograd.grad(outputs, leaves, given, allow_unused=True)
        return self.zeros_if_unused(found, leaves)

    def zeros_if_unused(self, found: List[Optional[Tensor]], leaves: List[Tensor]) -> List[Tensor]:
        gradients: List[Tensor] = []
        for leaf, gradient in zip(leaves, found):
            gradients.append(torch.zeros_like(leaf) if gradient is None else gradient)
        return gradients
