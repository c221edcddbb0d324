# Interpolation of position embeddings from one grid to another.
class PositionInterpolation(Module):

    # positions (1, 1 + side * side, d), down (rows, side), across (columns, side) -> (1, 1 + rows * columns, d).
    # The CLS token's position stays as it is.
    def interpolate(self, positions: Tensor, down: Tensor, across: Tensor) -> Tensor:
        rows, side = down.shape
        d = positions.shape[2]
        grid = positions[:, 1:].reshape(side, side * d)
        lines = (down @ grid).reshape(rows, side, d)
        return torch.cat([positions[:, :1], (across @ lines).reshape(1, -1, d)], dim=1)
