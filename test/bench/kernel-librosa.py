"""What the kernel measures, with librosa in the usual way (one call per feature) and numpy and scipy where librosa has nothing.

All of it but what the kernel concludes from the edge of a spectrum (upsampling, codecs): true peak, loudness range, noise floor, silence, dropouts,
bandwidth and the fingerprint are here in numpy's and scipy's shortest form.

For every line read, measures all clips and prints CPU seconds.
Usage: kernel-librosa.py CLIPS SAMPLES_PER_CLIP SAMPLE_RATE, where CLIPS is a file of 32-bit floats.
"""

import sys
import time

import librosa
import numpy
import scipy.fft
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
    """Integrated loudness and loudness range."""
    weighted = scipy.signal.sosfilt(filters, y)
    hop = rate // 10
    hops = (weighted[: len(y) // hop * hop].reshape(-1, hop) ** 2).sum(axis=1)
    powers = numpy.convolve(hops, numpy.ones(4), "valid") / (4 * hop)
    powers = powers[-0.691 + 10 * numpy.log10(powers + 1e-30) > -70]
    powers = powers[powers > powers.mean() / 10]
    spans = numpy.convolve(hops, numpy.ones(30), "valid") / (30 * hop)
    spans = spans[spans > spans.mean() / 100]
    low, high = numpy.percentile(10 * numpy.log10(spans), [10, 95])
    return -0.691 + 10 * numpy.log10(powers.mean()), high - low


def dynamics(y):
    """Noise floor and modulation depth."""
    hop = 64 * round(0.025 * rate / 64)
    levels = librosa.feature.rms(y=y, frame_length=2 * hop, hop_length=hop, center=False)[0]
    floor, top = numpy.percentile(20 * numpy.log10(levels[levels > 0]), [10, 95])
    return floor, top - floor


def gaps(y):
    """Silence before and after the sound, and the longest run of equal samples."""
    sounding = numpy.flatnonzero(numpy.abs(y) > max(1e-3, 1e-2 * numpy.abs(y).max()))
    changes = numpy.flatnonzero(numpy.diff(y))
    return sounding[0], len(y) - 1 - sounding[-1], numpy.diff(changes).max()


blackman_harris = scipy.signal.windows.blackmanharris(2048, sym=False).astype(numpy.float32)


def bandwidth(y):
    """Highest frequency within 50 dB of the strongest, in the mean spectrum of the 32 brightest frames."""
    whole = y[: len(y) // 2048 * 2048].reshape(-1, 2048)
    brightest = numpy.argsort((numpy.diff(whole, axis=1) ** 2).sum(axis=1))[-32:]
    powers = (numpy.abs(scipy.fft.rfft(whole[brightest] * blackman_harris, axis=1)) ** 2).mean(axis=0)
    return bins[numpy.flatnonzero(powers >= 1e-5 * powers[10:].max())[-1]]


print_rate = rate / 4
print_length, print_hop = round(0.0426 * print_rate), 0.032 / 3 * print_rate
print_edges = numpy.searchsorted(
    numpy.arange(257) * print_rate / 512, librosa.mel_frequencies(34, fmin=150, fmax=3400)
)


def fingerprint(y):
    """32 bits per 10.7 ms: which band grew louder against the next."""
    reduced = scipy.signal.resample_poly(y, 1, 4)
    starts = (numpy.arange(int((len(reduced) - print_length) / print_hop)) * print_hop).astype(int)
    frames = numpy.lib.stride_tricks.sliding_window_view(reduced, print_length)[starts]
    powers = numpy.abs(scipy.fft.rfft(frames * scipy.signal.windows.hann(print_length), 512, axis=1)) ** 2
    bands = numpy.add.reduceat(powers, print_edges, axis=1)[:, :33]
    smooth = numpy.log(numpy.lib.stride_tricks.sliding_window_view(bands, 4, axis=0).sum(axis=2) + 1e-12)
    grown = smooth[4:] - smooth[:-4]
    return numpy.packbits(grown[:, :-1] > grown[:, 1:], axis=1)


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
    peak = numpy.abs(scipy.signal.resample_poly(y, 4, 1)).max()
    rest = [dynamics(y), gaps(y), bandwidth(y), fingerprint(y), clipped(y, step / 32768), numpy.isfinite(y).all()]
    return shape, mel, mfcc, crossings, rms.mean(), bands, level, loudness(y), peak, rest


for _ in sys.stdin:
    start = time.process_time()
    for clip in clips:
        measure(clip)
    print(time.process_time() - start, flush=True)
