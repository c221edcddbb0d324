# Interpolation of position embeddings from one grid to another.
class PositionInterpolation(Module):

    # positions (1, 1 + height * width, d), down (rows, height), across (columns, width) -> (1, 1 + rows * columns, d).
    # The CLS token's position stays as it is.
    def interpolate(self, positions: Tensor, down: Tensor, across: Tensor) -> Tensor:
        rows, height = down.shape
        width = across.shape[1]
        d = positions.shape[2]
        grid = positions[:, 1:].reshape(height, width * d)
        lines = (down @ grid).reshape(rows, width, d)
        return torch.cat([positions[:, :1], (across @ lines).reshape(1, -1, d)], dim=1)
