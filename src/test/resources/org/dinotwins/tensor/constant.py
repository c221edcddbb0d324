# One constant, and a name that only begins like it.
class Constant(Module):

    def scaled(self, x: Tensor) -> Tensor:
        FACTORED = x * FACTOR
        return FACTORED
