# The loss of a network that learns from labels.
# Letters in shapes: b pictures, t tokens, d width, c classes.
class SupervisedLoss(Module):

    # The first c outputs predict the one class of a picture, the others each of several classes.
    # tokens (b, t, d), weight (c + s, d), bias (c + s), one_class (b, c), several_classes (b, s) with s of c or 0
    def forward(self, tokens: Tensor, weight: Tensor, bias: Tensor, one_class: Tensor, several_classes: Tensor) -> Tensor:
        b, c = one_class.shape
        logits = torch.linear(tokens[:, 0], weight, bias)                                     # (b, c + s)
        loss = -(one_class * logits[:, :c].log_softmax(-1)).sum()
        if logits.shape[1] > c:
            rest = logits[:, c:]                                                              # (b, s)
            loss = loss + (torch.softplus(rest) - several_classes * rest).sum()
        return loss / float(b)
