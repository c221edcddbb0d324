# Linear classifiers on frozen features, trained by SGD with several learning rates in parallel.
# Letters in shapes: n pictures, d width of a feature, c classes, r learning rates, b batch.
class LinearProbe(Module):

    # One pass of SGD with momentum 0.9 over the pictures. Each of r classifiers has its own learning rate.
    # x (n, d), y (n, c), order (n), weight and weight_momentum (r, d, c), bias and bias_momentum (r, 1, c), rates (r, 1, 1)
    def epoch(self, x: Tensor, y: Tensor, order: Tensor, weight: Tensor, bias: Tensor, weight_momentum: Tensor,
              bias_momentum: Tensor, rates: Tensor, batch: int, several: bool) -> None:
        for start in range(0, x.shape[0], batch):
            rows = order[start:start + batch]
            features = x.index_select(0, rows)                                                # (b, d)
            logits = features @ weight + bias                                                 # (r, b, c)
            p = logits.sigmoid() if several else logits.softmax(-1)
            # Gradient of the cross-entropy at the logits, a mean over the batch
            g = (p - y.index_select(0, rows)) / float(rows.shape[0])                          # (r, b, c)
            weight_momentum.mul_(0.9).add_(features.t() @ g)
            bias_momentum.mul_(0.9).add_(g.sum([1], True))
            weight.sub_(rates * weight_momentum)
            bias.sub_(rates * bias_momentum)
