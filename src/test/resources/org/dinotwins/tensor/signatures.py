# All types of parameters and results that a binding knows.
class Signatures(Module):

    def weighted_sum(self, first: List[Tensor], by: float, second: List[Tensor], negative: bool, times: int) -> Tensor:
        sum = torch.zeros_like((first + second)[0])
        for x in first:
            sum = sum + by * x
        for x in second:
            sum = sum - x if negative else sum + x
        return self.helper(sum, times)

    def helper(self, x: Tensor, times: int) -> Tensor:
        return x * times

    def sum_and_difference(self, a: Tensor, b: Tensor) -> Tuple[Tensor, Tensor]:
        return a + b, a - b

    def doubled(self, xs: List[Tensor]) -> List[Tensor]:
        return [2 * x for x in xs]

    def fill(self, xs: List[Tensor], value: float, shifted: bool, times: int) -> None:
        for x in xs:
            x.fill_(value * times + (1 if shifted else 0))
