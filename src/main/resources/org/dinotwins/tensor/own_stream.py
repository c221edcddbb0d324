# A CUDA stream for the calling thread. A CPU build of PyTorch knows no streams and refuses this file.
class OwnStream(Module):

    # From here on the thread's work on the device of a tensor runs beside that of other threads.
    def own(self, there: Tensor) -> None:
        # A class of the CUDA library has no shorter name in TorchScript.
        stream = __torch__.torch.classes.cuda.Stream.__new__(__torch__.torch.classes.cuda.Stream)
        stream.__init__(there.device, 0)
        ops.cuda.set_stream(stream)
