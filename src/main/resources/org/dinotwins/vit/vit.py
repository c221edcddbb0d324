# The Vision Transformer of the public DINO code, with what DINOv2, DINOv3 and CLIP add to it.
# Products of matrices and attention run in the type of the images, float32 or bfloat16, with copies of the weights in that
# type. The weights themselves, the residual stream, norms and features are float32 in either case.
# Letters in shapes: b pictures, p patches, r registers, t tokens (1 + r + p), d width, h heads, e width of a head.
# Absent parts are tensors of length 0: positions (1, 0, d) and registers (1, 0, d), the norm before the blocks (0, d), rotary
# positions (0, 1, 1), stochastic depth (0, 1).

class Block(NamedTuple):
    norm1_weight : Tensor
    norm1_bias : Tensor
    qkv_weight : Tensor
    qkv_bias : Tensor
    proj_weight : Tensor
    proj_bias : Tensor
    norm2_weight : Tensor
    norm2_bias : Tensor
    fc1_weight : Tensor
    fc1_bias : Tensor
    fc2_weight : Tensor
    fc2_bias : Tensor
    gamma1 : Optional[Tensor]
    gamma2 : Optional[Tensor]


class Vit(Module):

    # weights are cls_token, patch weight, patch bias, the blocks' tensors, weight and bias of the final norm. A block has
    # block_length tensors: 12, or 14 with layer scale. paths are (2 * depth, b). before (2, d) are weight and bias of a norm,
    # rotation (2, t, e) the cosines and sines of rotary positions. images (b, 3, height, width) -> (b, t, d)
    def forward(self, images: Tensor, positions: Tensor, registers: Tensor, before: Tensor, rotation: Tensor,
                weights: List[Tensor], patch: int, heads: int, block_length: int, paths: Tensor) -> Tensor:
        x = self.embed(images, positions, registers, before, weights, patch)
        for i, w in enumerate(self.blocks(weights, block_length)):
            x = self.block(x, w, heads, rotation, images.dtype, self.paths_of(paths, i))
        return self.norm(x, weights[-2], weights[-1])

    # The CLS token of what forward returns, (b, d): the last block computes nothing else.
    def features(self, images: Tensor, positions: Tensor, registers: Tensor, before: Tensor, rotation: Tensor,
                 weights: List[Tensor], patch: int, heads: int, block_length: int, paths: Tensor) -> Tensor:
        x = self.embed(images, positions, registers, before, weights, patch)
        blocks = self.blocks(weights, block_length)
        last = len(blocks) - 1
        for i in range(last):
            x = self.block(x, blocks[i], heads, rotation, images.dtype, self.paths_of(paths, i))
        x = self.cls_block(x, blocks[last], heads, rotation, images.dtype, self.paths_of(paths, last))
        return self.cls_features(x, weights[-2], weights[-1])

    # images (b, 3, rows * patch, columns * patch), positions (1, 1 + p, d), registers (1, r, d) -> (b, t, d).
    # A convolution whose stride is its size is a matrix product over patches, which is faster on CPUs.
    def embed(self, images: Tensor, positions: Tensor, registers: Tensor, before: Tensor, weights: List[Tensor],
              patch: int) -> Tensor:
        cls_token, patch_weight, patch_bias = weights[:3]
        b, _, height, width = images.shape
        rows, columns = height // patch, width // patch
        grid = images.reshape(b, 3, rows, patch, columns, patch).permute(0, 2, 4, 1, 3, 5)
        patches = grid.reshape(b, rows * columns, 3 * patch * patch)
        x = self.linear(patches, patch_weight.flatten(1), patch_bias)                         # (b, p, d)
        x = torch.cat([cls_token.expand(b, -1, -1), x.to(cls_token.dtype)], dim=1)
        if positions.shape[1] > 0:
            x = x + positions
        if registers.shape[1] > 0:
            x = torch.cat([x[:, :1], registers.expand(b, -1, -1), x[:, 1:]], dim=1)
        if before.shape[0] > 0:
            x = self.norm(x, before[0], before[1])
        return x

    # A block in training, (b, t, d) -> (b, t, d). kind is the type of the arithmetic, paths (2, b) or (0, 1).
    def block(self, x: Tensor, w: __torch__.Block, heads: int, rotation: Tensor, kind: int, paths: Tensor) -> Tensor:
        q, k, v = self.qkv(self.norm(x, w.norm1_weight, w.norm1_bias).to(kind), w, heads, rotation)
        return self.after_attention(x, self.attention(q, k, v), w, paths)

    # The CLS token of what block returns, (b, t, d) -> (b, 1, d)
    def cls_block(self, x: Tensor, w: __torch__.Block, heads: int, rotation: Tensor, kind: int, paths: Tensor) -> Tensor:
        q, k, v = self.cls_qkv(self.norm(x, w.norm1_weight, w.norm1_bias).to(kind), w, heads, rotation)
        return self.after_attention(x[:, :1], self.attention(q, k, v), w, paths)

    # The residual stream x (b, t, d) and the result of attention (b, h, t, e) -> (b, t, d)
    def after_attention(self, x: Tensor, attended: Tensor, w: __torch__.Block, paths: Tensor) -> Tensor:
        y = attended.transpose(1, 2).reshape(x.shape)                                         # (b, t, d)
        y = self.linear(y, w.proj_weight, w.proj_bias)
        x = x + self.drop_path(self.layer_scale(y.to(x.dtype), w.gamma1), paths, 0)
        y = self.mlp(self.norm(x, w.norm2_weight, w.norm2_bias).to(attended.dtype), w)
        return x + self.drop_path(self.layer_scale(y.to(x.dtype), w.gamma2), paths, 1)

    def mlp(self, x: Tensor, w: __torch__.Block) -> Tensor:
        x = self.activation(self.linear(x, w.fc1_weight, w.fc1_bias))                         # (b, t, hidden)
        return self.linear(x, w.fc2_weight, w.fc2_bias)

    # With a gate, (b, t, 2 * hidden) -> (b, t, hidden): SwiGLU (Shazeer 2020, arXiv 2002.05202)
    def activation(self, x: Tensor) -> Tensor:
        kind = self.mlp_kind()
        if kind == "GATED":
            gate, up = x.chunk(2, dim=-1)
            return torch.silu(gate) * up
        if kind == "QUICK_GELU":
            return x * torch.sigmoid(1.702 * x)
        return torch.gelu(x)

    # MLP of the architecture: VisionTransformer puts it in place of the name, as for the other constants.
    def mlp_kind(self) -> str:
        return MLP_KIND

    # (b, t, d) -> query, key and value, each (b, h, t, e)
    def qkv(self, x: Tensor, w: __torch__.Block, heads: int, rotation: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        q, k, v = self.linear(x, w.qkv_weight, self.without_key_gradient(w.qkv_bias)).chunk(3, dim=-1)
        return (self.rotate(self.split_heads(q, heads), rotation), self.rotate(self.split_heads(k, heads), rotation),
                self.split_heads(v, heads))

    # Rotary positions (Su et al. 2021, arXiv 2104.09864), whose pairs are the halves of a head as in DINOv3:
    # (b, h, t, e) -> (b, h, t, e)
    def rotate(self, x: Tensor, rotation: Tensor) -> Tensor:
        if rotation.shape[0] == 0:
            return x
        first, second = x.chunk(2, dim=-1)
        return x * rotation[0] + torch.cat([-second, first], dim=-1) * rotation[1]

    # As qkv, with the query of the CLS token alone: (b, h, 1, e)
    def cls_qkv(self, x: Tensor, w: __torch__.Block, heads: int, rotation: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
        d = x.shape[-1]
        bias = self.without_key_gradient(w.qkv_bias)
        q = self.linear(x[:, :1], w.qkv_weight[:d], bias[:d])
        k, v = self.linear(x, w.qkv_weight[d:], bias[d:]).chunk(2, dim=-1)
        # The CLS token has no place: it is not rotated.
        return self.split_heads(q, heads), self.rotate(self.split_heads(k, heads), rotation), self.split_heads(v, heads)

    # A key's bias adds the same to all logits of a query, so attention does not depend on it and its gradient is 0.
    # Rounding would make it about 1e-8, which AdamW turns into steps of full length. Detached, it is exactly 0.
    def without_key_gradient(self, bias: Tensor) -> Tensor:
        q, k, v = bias.chunk(3)
        return torch.cat([q, k.detach(), v])

    # (b, t, d) -> (b, h, t, e)
    def split_heads(self, x: Tensor, heads: int) -> Tensor:
        b, t, d = x.shape
        return x.reshape(b, t, heads, d // heads).transpose(1, 2)

    def norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return torch.layer_norm(x, x.shape[-1:], weight, bias, NORM_EPSILON)

    def layer_scale(self, x: Tensor, gamma: Optional[Tensor]) -> Tensor:
        return x if gamma is None else x * gamma

    # paths (2, b) holds 0 or 1 / keep probability for each branch and picture
    def drop_path(self, x: Tensor, paths: Tensor, branch: int) -> Tensor:
        return x * paths[branch].reshape(-1, 1, 1) if paths.shape[0] > 0 else x

    def paths_of(self, paths: Tensor, block: int) -> Tensor:
        return paths[2 * block:2 * block + 2]

    def blocks(self, weights: List[Tensor], block_length: int) -> List[__torch__.Block]:
        return [self.block_of(weights[i:i + block_length]) for i in range(3, len(weights) - 2, block_length)]

    def block_of(self, weights: List[Tensor]) -> __torch__.Block:
        norm1_weight, norm1_bias, qkv_weight, qkv_bias, proj_weight, proj_bias = weights[:6]
        norm2_weight, norm2_bias, fc1_weight, fc1_bias, fc2_weight, fc2_bias = weights[6:12]
        return __torch__.Block(norm1_weight, norm1_bias, qkv_weight, qkv_bias, proj_weight, proj_bias,
                               norm2_weight, norm2_bias, fc1_weight, fc1_bias, fc2_weight, fc2_bias,
                               weights[12] if len(weights) > 12 else None, weights[13] if len(weights) > 12 else None)

    # x (b, t, i), weight (o, i), bias (o) -> (b, t, o) in the type of x. For float32 on CPUs oneDNN's 1 x 1 convolution over
    # tokens that lie channels last is the same product, a tenth faster than the BLAS or twice as fast, with the bias and its
    # gradient in the same pass. With few images and one thread PyTorch would choose another kernel for the gradients, but not
    # for a dilated convolution, and the dilation of a kernel of one pixel means nothing.
    def linear(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        if self.convolves() and x.dtype == 6 and not x.is_cuda and x.shape[1] > 1:
            columns = x.transpose(1, 2).unsqueeze(2)                                          # (b, i, 1, t)
            kernel = weight[:, :, None, None]                                                 # (o, i, 1, 1)
            y = torch.mkldnn_convolution(columns, kernel, bias, [0, 0], [1, 1], [2, 1], 1)    # (b, o, 1, t)
            return y.squeeze(2).transpose(1, 2)
        return torch.linear(x, weight.to(x.dtype), bias.to(x.dtype))

    # Whether linear may run as a convolution: VisionTransformer puts True or False in place of the name.
    def convolves(self) -> bool:
        return LINEAR_AS_CONVOLUTION

    # query (b, h, n, e), key and value (b, h, t, e) -> (b, h, n, e)
    def attention(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        if self.fuses():
            return torch.scaled_dot_product_attention(query, key, value)
        return self.softmax_attention(query, key, value)

    # As attention, with all weights (b, h, n, t) in memory
    def softmax_attention(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        logits = query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5
        return logits.softmax(-1) @ value

    # Whether attention is PyTorch's fused operation, as in convolves
    def fuses(self) -> bool:
        return ATTENTION_FUSED

    # How far linear and its gradients for x, weight and bias are from the plain product, each over its largest entry: (4).
    # x (b, t, i), weight (o, i), bias (o), towards (b, t, o)
    def linear_deviation(self, x: Tensor, weight: Tensor, bias: Tensor, towards: Tensor) -> Tensor:
        leaves = [x.detach().requires_grad_(), weight.detach().requires_grad_(), bias.detach().requires_grad_()]
        found = self.linear(leaves[0], leaves[1], leaves[2])
        return self.deviations(found, torch.linear(leaves[0], leaves[1], leaves[2]), leaves, towards)

    # As linear_deviation, for attention and its formula. query and towards (b, h, n, e), key and value (b, h, t, e)
    def attention_deviation(self, query: Tensor, key: Tensor, value: Tensor, towards: Tensor) -> Tensor:
        leaves = [query.detach().requires_grad_(), key.detach().requires_grad_(), value.detach().requires_grad_()]
        found = self.attention(leaves[0], leaves[1], leaves[2])
        return self.deviations(found, self.softmax_attention(leaves[0], leaves[1], leaves[2]), leaves, towards)

    def deviations(self, found: Tensor, expected: Tensor, leaves: List[Tensor], towards: Tensor) -> Tensor:
        deviations = [self.deviation(found.detach(), expected.detach())]
        given: List[Optional[Tensor]] = [towards]
        for f, e in zip(torch.autograd.grad([found], leaves, given), torch.autograd.grad([expected], leaves, given)):
            if f is not None and e is not None:
                deviations.append(self.deviation(f, e))
        return torch.stack(deviations)

    def deviation(self, found: Tensor, expected: Tensor) -> Tensor:
        return (found - expected).abs().max() / expected.abs().max()

    # Block i as forward runs it for these images. weights are those of this block alone.
    def training_block(self, tokens: Tensor, weights: List[Tensor], i: int, heads: int, rotation: Tensor, paths: Tensor,
                       images: Tensor) -> Tensor:
        return self.block(tokens, self.block_of(weights), heads, rotation, images.dtype, self.paths_of(paths, i))

    # The last block as features runs it, -> (b, 1, d)
    def last_block(self, tokens: Tensor, weights: List[Tensor], i: int, heads: int, rotation: Tensor, paths: Tensor,
                   images: Tensor) -> Tensor:
        return self.cls_block(tokens, self.block_of(weights), heads, rotation, images.dtype, self.paths_of(paths, i))

    # A block outside of training, (b, t, d) -> (b, t, d). What follows attention runs for some tokens at a time: the MLP's
    # hidden layer would otherwise be the largest array of all.
    def inference_block(self, tokens: Tensor, weights: List[Tensor], heads: int, rotation: Tensor,
                        tokens_at_once: int) -> Tensor:
        w = self.block_of(weights)
        q, k, v = self.qkv(self.norm(tokens, w.norm1_weight, w.norm1_bias), w, heads, rotation)
        attended = self.attention(q, k, v)                                                    # (b, h, t, e)
        no_paths = tokens[:0]
        parts: List[Tensor] = []
        for start in range(0, tokens.shape[1], tokens_at_once):
            end = start + tokens_at_once
            parts.append(self.after_attention(tokens[:, start:end], attended[:, :, start:end], w, no_paths))
        return torch.cat(parts, dim=1)

    # The normalised CLS token, (b, t, d) -> (b, d)
    def cls_features(self, tokens: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        return self.norm(tokens[:, 0], weight, bias)
