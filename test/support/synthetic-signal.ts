/** 16-bit noise of a linear congruential generator: the same samples here and in the oracles' scripts. */
export function noise(count: number, seed: number, gain = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (((state >>> 16) - 32768) / 32768) * gain;
  });
}

/** A sine of `hertz`, rounded to 16 bits. */
export function sine(count: number, sampleRateHertz: number, hertz: number, amplitude: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => {
    const value = Math.sin((2 * Math.PI * hertz * index) / sampleRateHertz);
    return Math.round(amplitude * 32768 * value) / 32768;
  });
}

/** `parts` one after the other. */
export function concatenate(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
