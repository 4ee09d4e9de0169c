/** The mean of the channels, sample by sample; a single channel is given as it is. Samples that are not finite count as 0. */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const length = channels[0]?.length ?? 0;
  const mixed = new Float32Array(length);
  for (const channel of channels) {
    for (let index = 0; index < length; index++) {
      const sample = channel[index]!;
      if (Number.isFinite(sample)) mixed[index] = mixed[index]! + sample / channels.length;
    }
  }
  return mixed;
}
