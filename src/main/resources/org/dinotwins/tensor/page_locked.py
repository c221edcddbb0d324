# Host memory for arrays on their way to a GPU.
class PageLocked(Module):

    def bytes(self, count: int, locked: bool) -> Tensor:
        return torch.empty([count], dtype=0, device="cpu", pin_memory=locked)                 # uint8
