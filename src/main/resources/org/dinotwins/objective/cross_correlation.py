# What is shown of a cross-correlation matrix (d, d).
class CrossCorrelation(Module):

    def trace(self, c: Tensor) -> Tensor:
        return c.diagonal().sum()

    # The entry of largest magnitude of each block, (ceil(d / block), ceil(d / block))
    def reduced(self, c: Tensor, block: int) -> Tensor:
        largest = self.maxima(c, block)
        smallest = -self.maxima(-c, block)
        return torch.where(largest > -smallest, largest, smallest)

    def maxima(self, c: Tensor, block: int) -> Tensor:
        return torch.max_pool2d(c[None, None], [block, block], ceil_mode=True)[0, 0]
