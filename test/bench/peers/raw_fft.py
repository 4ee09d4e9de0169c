"""CPU time of the Fourier transforms alone that the features of a clip of 4 s at 44.1 kHz need: no window, no features.

The frames are those of kernel-librosa.py: 2,048 samples every 512. Medians of 15 rounds.
"""

import statistics
import time

import numpy
import scipy.fft

clip = numpy.random.default_rng(1).standard_normal(4 * 44100).astype(numpy.float32)
frames = numpy.ascontiguousarray(numpy.lib.stride_tricks.sliding_window_view(clip, 2048)[::512])


def report(name, transform):
    seconds = []
    for _ in range(16):
        start = time.process_time()
        for _ in range(8):
            transform(frames, axis=1)
        seconds.append((time.process_time() - start) / 8)
    print(f"{name:<32}{1000 * statistics.median(seconds[1:]):9.3f} ms per clip, transforms alone")


report("scipy.fft.rfft", scipy.fft.rfft)
report("numpy.fft.rfft", numpy.fft.rfft)

try:
    import torch
except ImportError:
    torch = None
if torch is not None:
    torch.set_num_threads(1)
    tensor = torch.from_numpy(frames)
    report("torch.fft.rfft", lambda _, axis: torch.fft.rfft(tensor, dim=axis))
