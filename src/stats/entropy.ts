/** Shannon entropy in nats of the shares of `counts` (zero or more each); 0 without a count. */
export function shannonEntropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((entropy, count) => {
    const share = count / total;
    return share > 0 ? entropy - share * Math.log(share) : entropy;
  }, 0);
}

/** Entropy over its maximum, 0..1: 1 when all classes are equal; null below two classes, empty ones included. */
export function entropyBalance(counts: readonly number[]): number | null {
  return counts.length < 2 ? null : shannonEntropy(counts) / Math.log(counts.length);
}

/** exp(entropy): how many equal classes would be as diverse (Hill number of order 1); null without a count. */
export function effectiveClassCount(counts: readonly number[]): number | null {
  return counts.some((count) => count > 0) ? Math.exp(shannonEntropy(counts)) : null;
}
