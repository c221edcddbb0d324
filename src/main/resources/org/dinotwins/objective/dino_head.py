# DINO's head (DINO paper, appendix C; DINOHead of the public code).
# Letters in shapes: n rows, d width of a feature, k prototypes.
class DinoHead(Module):

    # features (n, d), weights in the order of DinoHead.shapes
    def forward(self, features: Tensor, weights: List[Tensor]) -> Tensor:
        w1, b1, w2, b2, w3, b3, weight_g, weight_v = weights
        x = torch.gelu(torch.linear(features, w1, b1))                                        # (n, hidden)
        x = torch.gelu(torch.linear(x, w2, b2))                                               # (n, hidden)
        x = torch.linear(x, w3, b3)                                                           # (n, bottleneck)
        x = x / x.norm(2, [-1], True).clamp_min(1e-12)
        last_layer = weight_v * (weight_g / weight_v.norm(2, [-1], True))                     # (k, bottleneck)
        return torch.linear(x, last_layer)                                                    # (n, k)
