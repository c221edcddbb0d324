# Copies of arrays between devices.
class DeviceTransfer(Module):

    # Copies without history on the device of another array
    def copies(self, arrays: List[Tensor], there: Tensor) -> List[Tensor]:
        return [x.detach().to(there.device, x.dtype, False, True) for x in arrays]

    def overwrite(self, targets: List[Tensor], sources: List[Tensor]) -> None:
        torch._foreach_copy_(targets, sources)
