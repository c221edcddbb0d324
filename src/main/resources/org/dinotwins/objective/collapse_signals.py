# Signals that features collapse.
class CollapseSignals(Module):

    # features (n, d) -> mean over d of the standard deviation of the L2-normalised rows
    def embedding_std(self, features: Tensor) -> Tensor:
        unit = features / features.norm(2, [-1], True).clamp_min(1e-12)
        return unit.std([0], False).mean()
