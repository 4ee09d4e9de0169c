import { Session } from "node:inspector/promises";
import type { CpuProfile } from "../model/cpu-profile.ts";

/** A profile, and how its clock relates to that of `readClock`. */
export interface TimedCpuProfile {
  readonly profile: CpuProfile;
  /** The profile's `startTime` on the monotonic clock of this process, in seconds. */
  readonly startSeconds: number;
}

/**
 * Begins to sample the main thread, every millisecond unless said otherwise; calling the result ends it. Sampling takes a few percent of the
 * time itself.
 */
export async function startCpuProfiler(intervalMicroseconds = 1000): Promise<() => Promise<TimedCpuProfile>> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: intervalMicroseconds });
  const before = performance.now() / 1000;
  await session.post("Profiler.start");
  const after = performance.now() / 1000;
  return async () => {
    const { profile } = (await session.post("Profiler.stop")) as unknown as { profile: CpuProfile };
    session.disconnect();
    // V8 counts on the clock of `hrtime` where both are the system's monotonic one; elsewhere the start itself is known closely enough.
    const onHrtime = profile.startTime / 1e6 - hrtimeOfOriginSeconds();
    const isSameClock = onHrtime >= before - 0.05 && onHrtime <= after + 0.05;
    return { profile, startSeconds: isSameClock ? onHrtime : (before + after) / 2 };
  };
}

/** What `hrtime` says at the origin of `performance.now()`, in seconds. */
function hrtimeOfOriginSeconds(): number {
  const now = performance.now();
  return Number(process.hrtime.bigint()) / 1e9 - now / 1000;
}
