# Types of floating-point numbers. TorchScript files name them by number: 6 is float32, 15 is bfloat16.
class MixedPrecision(Module):

    def to_bfloat16(self, x: Tensor) -> Tensor:
        return x.to(15)

    def to_float32(self, x: Tensor) -> Tensor:
        return x.to(6)
