import type { ProfilerEffects } from "./effects.ts";

/** Speed of the slowest core over that of the fastest below which it matters on which of them a thread is. */
export const leastEven = 0.85;
/** How often something is measured, at most, on cores that turn out uneven. */
const mostAttempts = 3;

/** What was measured, and on which cores. */
export interface OnCores<Value> {
  readonly value: Value;
  /** Speed of the slowest core relative to the fastest, the lesser of before and after, 0..1; absent where that cannot be told. */
  readonly slowestCoreSpeed?: number;
}

/**
 * Measures what threads give on cores of like speed. Another virtual machine may take half of a core for a minute: then the measurement
 * is made again, a few times, and the one on the most even cores counts.
 */
export async function onEvenCores<Value>(
  measure: () => Promise<Value>,
  { measureCores }: Pick<ProfilerEffects, "measureCores">,
): Promise<OnCores<Value>> {
  const slowest = (): number | undefined => measureCores?.()?.slowestCoreSpeed;
  let before = slowest();
  let best: OnCores<Value> | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const value = await measure();
    const after = before === undefined ? undefined : slowest();
    if (before === undefined || after === undefined) return { value };
    const slowestCoreSpeed = Math.min(before, after);
    if (best === undefined || slowestCoreSpeed > (best.slowestCoreSpeed ?? 0))
      best = { value, slowestCoreSpeed };
    if (slowestCoreSpeed >= leastEven) break;
    before = after;
  }
  return best!;
}
