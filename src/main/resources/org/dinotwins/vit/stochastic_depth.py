# Stochastic depth (Huang et al. 2016, arXiv 1603.09382; DropPath of the public DINO code).
class StochasticDepth(Module):

    # What is left of the two branches of each block for each of n samples: 0, or 1 / keep probability so that the
    # expectation stays the same -> (2 * depth, n). The drop probability grows from 0 in the first block to rate in the last.
    def draw(self, like: Tensor, n: int, depth: int, rate: float) -> Tensor:
        blocks = torch.arange(1, depth, dtype=7, device="cpu").repeat_interleave(2)
        keep = (1. - blocks * rate / float(depth - 1)).to(6).reshape(-1, 1)                   # (2 * depth - 2, 1)
        random = torch.rand([2 * (depth - 1), n], dtype=6, device="cpu")
        rest = (random + keep).floor() / keep                                                 # (2 * depth - 2, n)
        return torch.cat([torch.ones([2, n], dtype=6, device="cpu"), rest]).to(like)
