# DINO's loss (DINO paper, equation 3; DINOLoss of the public code).
# Letters in shapes: c crops, b pictures, k prototypes. Rows are crop-major: all pictures' crop 0, all pictures' crop 1, ...
class DinoLoss(Module):

    # student (c * b, k), teacher (2 * b, k) without gradient, centre (1, k)
    # -> loss, mean entropy of the teacher's distributions
    def forward(self, student: Tensor, teacher: Tensor, centre: Tensor, crops: int, student_temperature: float,
                teacher_temperature: float) -> Tuple[Tensor, Tensor]:
        b = student.shape[0] // crops
        k = student.shape[1]
        log_p = (student / student_temperature).log_softmax(-1).reshape(crops, b, k)          # (c, b, k)
        logits = (teacher - centre) / teacher_temperature                                     # (2 * b, k)
        q = logits.softmax(-1)                                                                # (2 * b, k)
        entropy = -(q * logits.log_softmax(-1)).sum() / (2 * b)
        return self.cross_entropy(log_p, q.reshape(2, b, k)), entropy

    # Mean cross-entropy from each teacher crop to every student crop but the same one.
    # log_p (c, b, k) of the student, q (2, b, k) of the teacher
    def cross_entropy(self, log_p: Tensor, q: Tensor) -> Tensor:
        crops, b, _ = log_p.shape
        other_crops = log_p.sum(0, keepdim=True) - log_p[:2]                                  # (2, b, k)
        return -(q * other_crops).sum() / (2 * (crops - 1) * b)
