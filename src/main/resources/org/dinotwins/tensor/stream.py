# A CUDA stream for the calling thread, as TorchScript. A CPU build of PyTorch knows no streams and refuses this file.
class Operations(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # The thread's work on the device of a tensor goes from here on beside that of other threads, not in line with it.
  def own(self: __torch__.Operations, there: Tensor) -> None:
    stream = __torch__.torch.classes.cuda.Stream.__new__(__torch__.torch.classes.cuda.Stream)
    _0 = (stream).__init__(ops.prim.device(there), 0)
    _1 = ops.cuda.set_stream(stream)
