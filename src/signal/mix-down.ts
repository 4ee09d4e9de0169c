/** The mean of the channels, sample by sample, as a new array, in 32 bits throughout. Samples that are not finite count as 0. */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const mixed = new Float32Array(channels[0]?.length ?? 0);
  mixInto(mixed, channels);
  return mixed;
}

/** The same into `mixed`, as many samples as it has. */
export function mixInto(mixed: Float32Array, channels: readonly Float32Array[]): void {
  mixed.fill(0);
  for (const samples of channels) {
    for (let index = 0; index < mixed.length; index += 1) {
      const sample = samples[index]!;
      if (Number.isFinite(sample)) mixed[index]! += Math.fround(sample / channels.length);
    }
  }
}
