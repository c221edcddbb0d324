# The values of a step for the host.
class StepReader(Module):

    # All values one after the other in float64 (type 7), so that the host reads once
    def flat(self, values: List[Tensor]) -> Tensor:
        return torch.cat([x.detach().reshape([-1]).to(7) for x in values])
