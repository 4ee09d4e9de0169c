/** What shipping a value to another thread costs each side, in seconds. */
export interface MeasuredShipping {
  readonly fixedSeconds: number;
  readonly secondsPerByte: number;
}

const largeBytes = 1 << 20;

/** Serialises and copies an empty value and one of a megabyte, as a message to a thread does; the fastest of several tries. */
export function measureShipping(): MeasuredShipping {
  const small = fastest({ id: "", samples: new Float32Array(0) });
  const large = fastest({ id: "", samples: new Float32Array(largeBytes / 4) });
  // A clone is serialised and read again: each side of a shipment does one of the two. A message wakes its receiver besides.
  return {
    fixedSeconds: small / 2 + wakeSeconds,
    secondsPerByte: Math.max(0, large - small) / 2 / largeBytes,
  };
}

/** Posting a message and being woken by one, on either side: half of an empty round trip of 40 us. */
const wakeSeconds = 20e-6;

function fastest(value: unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 12; attempt++) {
    const startedAt = performance.now();
    structuredClone(value);
    least = Math.min(least, performance.now() - startedAt);
  }
  return least / 1000;
}
