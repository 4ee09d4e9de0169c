"""What the kernel measures, with librosa in the usual way (one call per feature) and numpy and scipy where librosa has nothing.

What the kernel gives besides (true peak, loudness range, silences, dropouts, bandwidth and its origin, fingerprint) is left out here: it
counts against the kernel only.

For every line read, measures all clips and prints CPU seconds.
Usage: kernel-librosa.py CLIPS SAMPLES_PER_CLIP SAMPLE_RATE, where CLIPS is a file of 32-bit floats.
"""

import sys
import time

import librosa
import numpy
import scipy.signal

clips = numpy.fromfile(sys.argv[1], dtype=numpy.float32).reshape(-1, int(sys.argv[2]))
rate = int(sys.argv[3])
frames = {"n_fft": 2048, "hop_length": 512, "center": False}
bins = librosa.fft_frequencies(sr=rate, n_fft=2048)
centers = 1000 * 2.0 ** (numpy.arange(-16, 14) / 3)


def k_weighting():
    k = numpy.tan(numpy.pi * 1681.974450955533 / rate)
    quality, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    shelf = [high + middle * k / quality + k * k, 2 * (k * k - high), high - middle * k / quality + k * k]
    shelf_poles = [1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k]
    k, quality = numpy.tan(numpy.pi * 38.13547087602444 / rate), 0.5003270373238773
    pass_poles = numpy.array([1 + k / quality + k * k, 2 * (k * k - 1), 1 - k / quality + k * k])
    scale = shelf_poles[0], pass_poles[0]
    first = numpy.concatenate([shelf, shelf_poles]) / scale[0]
    second = numpy.concatenate([[1, -2, 1], pass_poles / scale[1]])
    return numpy.stack([first, second])


filters = k_weighting()


def loudness(y):
    weighted = scipy.signal.sosfilt(filters, y)
    hop = rate // 10
    hops = (weighted[: len(y) // hop * hop].reshape(-1, hop) ** 2).sum(axis=1)
    powers = numpy.convolve(hops, numpy.ones(4), "valid") / (4 * hop)
    powers = powers[-0.691 + 10 * numpy.log10(powers + 1e-30) > -70]
    powers = powers[powers > powers.mean() / 10]
    return -0.691 + 10 * numpy.log10(powers.mean())


def clipped(y, step):
    count = 0
    for rail in (y.max(), y.min()):
        at_rail = y == rail
        near = numpy.abs(y - rail) <= 16.5 * step
        if at_rail.sum() > near.sum() - at_rail.sum():
            edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], at_rail.view(numpy.int8), [0]])))
            runs = edges[1::2] - edges[::2]
            count += runs[runs >= 3].sum()
    return count


def measure(y):
    feature = librosa.feature
    rms = feature.rms(y=y, frame_length=2048, hop_length=512, center=False)
    shape = [
        feature.spectral_centroid(y=y, sr=rate, **frames).mean(),
        feature.spectral_bandwidth(y=y, sr=rate, **frames).mean(),
        feature.spectral_rolloff(y=y, sr=rate, roll_percent=0.85, **frames).mean(),
        feature.spectral_flatness(y=y, **frames).mean(),
    ]
    mel = feature.melspectrogram(y=y, sr=rate, n_mels=40, **frames).mean(axis=1)
    mfcc = feature.mfcc(y=y, sr=rate, n_mfcc=13, n_mels=40, **frames).mean(axis=1)
    crossings = feature.zero_crossing_rate(y, frame_length=2048, hop_length=512, center=False).mean()
    spectrum = (numpy.abs(librosa.stft(y, **frames)) ** 2).mean(axis=1)
    bands = [spectrum[(bins >= c * 2 ** (-1 / 6)) & (bins < c * 2 ** (1 / 6))].sum() for c in centers]
    step = numpy.gcd.reduce(numpy.diff((y * 32768).astype(numpy.int32)))
    level = [numpy.abs(y).max(), y.mean(), numpy.sqrt((y**2).mean()), (rms < 1e-3).mean(), (numpy.abs(y) > 1).sum()]
    return shape, mel, mfcc, crossings, rms.mean(), bands, level, loudness(y), clipped(y, step / 32768), numpy.isfinite(y).all()


for _ in sys.stdin:
    start = time.process_time()
    for clip in clips:
        measure(clip)
    print(time.process_time() - start, flush=True)
