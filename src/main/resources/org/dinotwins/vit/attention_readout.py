# Attention weights of a block, and their product over blocks.
# Letters in shapes: b pictures, t tokens, d width, h heads, e width of a head, n tokens that ask.
class AttentionReadout(Module):

    # Attention of the tokens named by queries (n) in a block: tokens (b, t, d) -> (b, h, n, t). rotation (2, t, e) are the
    # cosines and sines of rotary positions, (0, 1, 1) without.
    def rows(self, tokens: Tensor, weights: List[Tensor], queries: Tensor, heads: int, rotation: Tensor) -> Tensor:
        norm_weight, norm_bias, qkv_weight, qkv_bias = weights[:4]
        x = self.norm(tokens, norm_weight, norm_bias)
        q = self.part(x.index_select(1, queries), qkv_weight, qkv_bias, 0, heads)
        k = self.rotate(self.part(x, qkv_weight, qkv_bias, 1, heads), rotation)
        if rotation.shape[0] > 0:
            q = self.rotate(q, rotation.index_select(1, queries))
        return self.attention(q, k)

    # One step of attention rollout (Abnar and Zuidema 2020) through a block: tokens (1, t, d), row (t) -> (t).
    # The row times the mean or the maximum of the heads' attention plus identity, whose rows are scaled to a sum of 1.
    # The (t, t) matrix is made a few rows at a time and never kept.
    def rollout(self, tokens: Tensor, weights: List[Tensor], row: Tensor, heads: int, rotation: Tensor, rows_at_once: int,
                maximum: bool) -> Tensor:
        norm_weight, norm_bias, qkv_weight, qkv_bias = weights[:4]
        x = self.norm(tokens, norm_weight, norm_bias)
        k = self.rotate(self.part(x, qkv_weight, qkv_bias, 1, heads), rotation)
        result = torch.zeros_like(row)
        for start in range(0, tokens.shape[1], rows_at_once):
            end = start + rows_at_once
            q = self.part(x[:, start:end], qkv_weight, qkv_bias, 0, heads)
            if rotation.shape[0] > 0:
                q = self.rotate(q, rotation[:, start:end])
            attention = self.attention(q, k)[0]                                               # (h, n, t)
            if maximum:
                joined = attention.amax([0])                                                  # (n, t)
                scaled = row[start:end] / (joined.sum([1]) + 1)
                result = result + scaled @ joined
            else:
                # The rows of a mean of attention sum to 1, and the mean may follow the product.
                scaled = row[start:end] / 2
                result = result + (scaled @ attention).mean([0])
            result[start:end].add_(scaled)
        return result

    # As in vit.py
    def rotate(self, x: Tensor, rotation: Tensor) -> Tensor:
        if rotation.shape[0] == 0:
            return x
        first, second = x.chunk(2, dim=-1)
        return x * rotation[0] + torch.cat([-second, first], dim=-1) * rotation[1]

    # (b, t, d) -> queries (part 0) or keys (part 1), (b, h, t, e)
    def part(self, x: Tensor, qkv_weight: Tensor, qkv_bias: Tensor, part: int, heads: int) -> Tensor:
        b, t, d = x.shape
        start, end = part * d, (part + 1) * d
        y = torch.linear(x, qkv_weight[start:end], qkv_bias[start:end])
        return y.reshape(b, t, heads, d // heads).transpose(1, 2)

    # q (b, h, n, e), k (b, h, t, e) -> (b, h, n, t)
    def attention(self, q: Tensor, k: Tensor) -> Tensor:
        scale = 1. / q.shape[-1] ** 0.5
        return ((q @ k.transpose(-2, -1)) * scale).softmax(-1)

    def norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return torch.layer_norm(x, x.shape[-1:], weight, bias, NORM_EPSILON)
