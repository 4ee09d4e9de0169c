"""The features of librosa_usual.py as a careful person writes them: soundfile, one scipy.fft over all frames, float32, no loop.

Usage: numpy_vectorised.py FILE_OF_PATHS (one a line)
"""

import functools
import sys

import joblib
import numpy
import scipy.fft
import soundfile

size, hop, bands, coefficients = 2048, 512, 40, 13
window = (0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(size) / size)).astype(numpy.float32)
cosines = scipy.fft.dct(numpy.eye(bands), axis=0, norm="ortho")[:coefficients].T.astype(numpy.float32)


def hertz(mels):
    return numpy.where(mels < 15, mels * 200 / 3, 1000 * numpy.exp((mels - 15) * numpy.log(6.4) / 27))


@functools.cache
def tables(rate):
    """Frequencies of the bins, and Slaney's mel filters by bins."""
    frequencies = numpy.fft.rfftfreq(size, 1 / rate)
    nyquist = rate / 2
    highest = nyquist * 3 / 200 if nyquist < 1000 else 15 + 27 * numpy.log(nyquist / 1000) / numpy.log(6.4)
    edges = hertz(numpy.linspace(0, highest, bands + 2))
    widths = numpy.diff(edges)[:, None]
    slopes = edges[:, None] - frequencies
    filters = numpy.maximum(0, numpy.minimum(-slopes[:-2] / widths[:-1], slopes[2:] / widths[1:]))
    filters *= 2 / (edges[2:] - edges[:-2])[:, None]
    return frequencies.astype(numpy.float32), filters.T.astype(numpy.float32)


def measure(path):
    y, rate = soundfile.read(path, dtype="float32", always_2d=True)
    y = y.mean(axis=1)
    frequencies, filters = tables(rate)
    padded = numpy.pad(y, size // 2)
    frames = numpy.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    spectrum = scipy.fft.rfft(frames * window, axis=1, workers=1)
    power = spectrum.real**2 + spectrum.imag**2
    magnitude = numpy.sqrt(power)
    rms = numpy.sqrt(numpy.einsum("ij,ij->i", frames, frames) / size)
    crossed = numpy.concatenate([[0], numpy.cumsum(numpy.diff(numpy.signbit(padded)))])
    starts = numpy.arange(len(frames)) * hop
    crossings = (crossed[starts + size - 1] - crossed[starts]) / size
    shares = magnitude / numpy.maximum(magnitude.sum(axis=1), 1e-38)[:, None]
    centroid = shares @ frequencies
    bandwidth = numpy.sqrt(numpy.einsum("ij,ij->i", shares, (frequencies - centroid[:, None]) ** 2))
    rolloff = frequencies[numpy.argmax(numpy.cumsum(shares, axis=1) >= 0.85, axis=1)]
    floored = numpy.maximum(power, 1e-10)
    flatness = numpy.exp(numpy.log(floored).mean(axis=1)) / floored.mean(axis=1)
    mel = 10 * numpy.log10(numpy.maximum(power @ filters, 1e-10))
    mel = numpy.maximum(mel, mel.max() - 80)
    rows = [rms, crossings, centroid, bandwidth, rolloff, flatness, mel, mel @ cosines]
    means = [numpy.atleast_1d(row.mean(axis=0)) for row in rows]
    spreads = [numpy.atleast_1d(row.std(axis=0)) for row in rows]
    return numpy.concatenate([*means, *spreads, power.mean(axis=0)])


if __name__ == "__main__":
    with open(sys.argv[1]) as listing:
        paths = listing.read().split("\n")[:-1]
    joblib.Parallel(n_jobs=2, backend="multiprocessing", batch_size=8)(joblib.delayed(measure)(path) for path in paths)
