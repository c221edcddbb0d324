# AdamW (Loshchilov and Hutter 2019) over many weights at once, with PyTorch's fused kernel.
class AdamW(Module):

    # steps are scalars that count the steps of each weight; the kernel expects this step to be counted.
    def update(self, weights: List[Tensor], gradients: List[Tensor], first_moments: List[Tensor],
               second_moments: List[Tensor], steps: List[Tensor], learning_rate: float, weight_decay: float,
               beta1: float, beta2: float, epsilon: float) -> None:
        none: List[Tensor] = []
        torch._foreach_add_(steps, 1.)
        torch._fused_adamw_(weights, gradients, first_moments, second_moments, none, steps, lr=learning_rate,
                            beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=epsilon, amsgrad=False,
                            maximize=False)
