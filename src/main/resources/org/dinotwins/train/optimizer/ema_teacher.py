# The teacher as an exponential moving average of the student (DINO paper, section 3.1).
class EmaTeacher(Module):

    # teacher = momentum * teacher + (1 - momentum) * student
    def update(self, teacher: List[Tensor], student: List[Tensor], momentum: float) -> None:
        torch._foreach_mul_(teacher, momentum)
        torch._foreach_add_(teacher, student, alpha=1 - momentum)
