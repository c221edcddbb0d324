# AdamW (Loshchilov and Hutter 2019) over many weights at once, with PyTorch's fused kernel.
class AdamW(Module):

    # steps are scalars that count the steps of each weight; the kernel expects this step to be counted.
    def update(self, weights: List[Tensor], gradients: List[Tensor], first_moments: List[Tensor],
               second_moments: List[Tensor], steps: List[Tensor], learning_rate: float, weight_decay: float,
               beta1: float, beta2: float, epsilon: float) -> None:
        if self.adamw_fuses():
            none: List[Tensor] = []
            torch._foreach_add_(steps, 1.)
            torch._fused_adamw_(weights, gradients, first_moments, second_moments, none, steps, lr=learning_rate,
                                beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=epsilon, amsgrad=False,
                                maximize=False)
        else:
            self.update_by_formula(weights, gradients, first_moments, second_moments, steps, learning_rate, weight_decay,
                                   beta1, beta2, epsilon)

    # Algorithm 2 of the paper, with the decay first, as in PyTorch.
    def update_by_formula(self, weights: List[Tensor], gradients: List[Tensor], first_moments: List[Tensor],
                          second_moments: List[Tensor], steps: List[Tensor], learning_rate: float, weight_decay: float,
                          beta1: float, beta2: float, epsilon: float) -> None:
        for i, w in enumerate(weights):
            g, m, v, step = gradients[i], first_moments[i], second_moments[i], steps[i]
            step.add_(1.)
            w.mul_(1. - learning_rate * weight_decay)
            m.mul_(beta1).add_(g, alpha=1. - beta1)
            v.mul_(beta2).addcmul_(g, g, value=1. - beta2)
            unbiased_m = m / (1. - beta1 ** step)
            unbiased_v = v / (1. - beta2 ** step)
            w.addcdiv_(unbiased_m, unbiased_v.sqrt() + epsilon, value=-learning_rate)

    # Whether update uses the fused kernel: AdamW puts True or False in place of the name.
    def adamw_fuses(self) -> bool:
        return ADAMW_FUSED

    # How far three updates are from the formula's, each over the largest entry: weight, both moments and the count, (4).
    def deviation(self, weight: Tensor, gradient: Tensor) -> Tensor:
        found = self.state_of(weight)
        expected = self.state_of(weight)
        for _ in range(3):
            self.update([found[0]], [gradient], [found[1]], [found[2]], [found[3]], 0.1, 0.05, 0.9, 0.999, 1e-8)
            self.update_by_formula([expected[0]], [gradient], [expected[1]], [expected[2]], [expected[3]], 0.1, 0.05, 0.9,
                                   0.999, 1e-8)
        deviations: List[Tensor] = []
        for f, e in zip(found, expected):
            deviations.append((f - e).abs().max() / e.abs().max())
        return torch.stack(deviations)

    # The weight, two moments of 0, and a count of 0
    def state_of(self, weight: Tensor) -> List[Tensor]:
        zeros = torch.zeros_like(weight)
        return [weight.clone(), zeros, zeros.clone(), zeros.sum()]
