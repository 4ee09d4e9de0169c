"""The usual librosa script: one call per feature, two processes.

Usage: librosa_usual.py FILE_OF_PATHS (one a line)
"""

import sys
import warnings

import joblib
import librosa
import numpy

frames = {"n_fft": 2048, "hop_length": 512}


def measure(path):
    # Clips shorter than a frame are padded, which librosa warns of.
    warnings.filterwarnings("ignore")
    y, rate = librosa.load(path, sr=None, mono=True)
    feature = librosa.feature
    rows = [
        feature.rms(y=y, frame_length=2048, hop_length=512),
        feature.zero_crossing_rate(y, frame_length=2048, hop_length=512),
        feature.spectral_centroid(y=y, sr=rate, **frames),
        feature.spectral_bandwidth(y=y, sr=rate, **frames),
        feature.spectral_rolloff(y=y, sr=rate, roll_percent=0.85, **frames),
        feature.spectral_flatness(y=y, **frames),
        librosa.power_to_db(feature.melspectrogram(y=y, sr=rate, n_mels=40, **frames)),
        feature.mfcc(y=y, sr=rate, n_mfcc=13, n_mels=40, **frames),
    ]
    average = (numpy.abs(librosa.stft(y, **frames)) ** 2).mean(axis=1)
    means = [row.mean(axis=1) for row in rows]
    spreads = [row.std(axis=1) for row in rows]
    return numpy.concatenate([*means, *spreads, average])


with open(sys.argv[1]) as listing:
    paths = listing.read().split("\n")[:-1]
# Processes that are forked share what is imported, and are waited for, so that their time counts.
joblib.Parallel(n_jobs=2, backend="multiprocessing", batch_size=8)(joblib.delayed(measure)(path) for path in paths)
