# Parts of arrays, and arrays joined from parts.
class Slices(Module):

    def rows(self, x: Tensor, start: int, end: int) -> Tensor:
        return x[start:end]

    def columns(self, x: Tensor, start: int, end: int) -> Tensor:
        return x[:, start:end]

    def joined(self, parts: List[Tensor]) -> Tensor:
        return torch.cat(parts)
