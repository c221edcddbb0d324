# A method that libtorch rejects.
class Broken(Module):

    def scaled(self, x: Tensor) -> Tensor:
        return x.no_such_method(2)
