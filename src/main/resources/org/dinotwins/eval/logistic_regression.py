# The loss of multinomial logistic regression.
# Letters in shapes: n pictures, d width of a feature, c classes.
class LogisticRegression(Module):

    # x (n, d), y (n, c), weight (d, c), bias (c); several: each of several classes by a sigmoid, not one by softmax
    # -> sum of the pictures' losses, then its gradient at weight and bias: (1 + d * c + c)
    def loss_and_gradient(self, x: Tensor, y: Tensor, weight: Tensor, bias: Tensor, several: bool) -> Tensor:
        logits = x @ weight + bias                                                            # (n, c)
        if several:
            p = logits.sigmoid()
            loss = (torch.softplus(logits) - y * logits).sum()
        else:
            p = logits.softmax(-1)
            loss = logits.logsumexp([1], False).sum() - (y * logits).sum()
        g = p - y                                                                             # (n, c)
        return torch.cat([loss.reshape([1]), (x.t() @ g).reshape([-1]), g.sum([0])])
