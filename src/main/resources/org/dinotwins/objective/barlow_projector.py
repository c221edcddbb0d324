# The projector of Barlow Twins (paper, section 2).
# Letters in shapes: b pictures, d width of a feature.
class BarlowProjector(Module):

    # features (b, d); weights are weight, gain and shift of each hidden layer, then the weight of the last layer.
    # Batch normalisation uses the statistics of this batch.
    def forward(self, features: Tensor, weights: List[Tensor]) -> Tensor:
        x = features
        for i in range(len(weights) // 3):
            weight, gain, shift = weights[3 * i:3 * i + 3]
            x = torch.linear(x, weight)                                                       # (b, hidden)
            x = torch.batch_norm(x, gain, shift, None, None, True, 0., 1e-5, False).relu()
        return torch.linear(x, weights[-1])                                                   # (b, outputs)
