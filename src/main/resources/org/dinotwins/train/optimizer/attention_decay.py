# Weight decay of the matrices that make queries and keys.
class AttentionDecay(Module):

    # qkv matrices (3 * d, d), whose rows are those of queries, keys and values
    def shrink_queries_and_keys(self, matrices: List[Tensor], factor: float) -> None:
        for qkv in matrices:
            d = qkv.shape[0] // 3
            qkv[:2 * d].mul_(factor)
