import type { DiskRate, DiskUse, ReadBytes } from "../model/disk-use.ts";
import type { ProfilerEffects } from "./effects.ts";
import type { RunRecord, Snapshot } from "./run-record.ts";

/** Counts are read no more often than this, in seconds: a reading takes about 15 us. */
const readEverySeconds = 0.02;
/** Bytes from the disk below which its rate is not worth measuring: what loading code takes. */
const leastBytes = 8 << 20;

/** Reads what the process has read, now and then. */
export function diskReader(effects: ProfilerEffects): (nowSeconds: number) => { readonly reads?: ReadBytes } {
  let readAt = Number.NEGATIVE_INFINITY;
  let latest: { readonly reads?: ReadBytes } = {};
  return (nowSeconds) => {
    if (nowSeconds - readAt < readEverySeconds) return latest;
    readAt = nowSeconds;
    const reads = effects.readBytes?.() ?? null;
    latest = reads === null ? {} : { reads };
    return latest;
  };
}

/** How fast the disk is: as stated, else measured if the run has read enough from it; null where nobody says. */
export async function diskRateOf(
  snapshots: readonly Snapshot[],
  stated: number | undefined,
  effects: ProfilerEffects,
): Promise<DiskRate | null> {
  if (stated !== undefined) return { bytesPerSecond: stated, source: "stated" };
  const reads = readsBetween(snapshots[0], snapshots.at(-1));
  if (reads === null || reads.deviceBytes < leastBytes) return null;
  const measured = (await effects.measureDiskRate?.()) ?? null;
  return measured === null ? null : { bytesPerSecond: measured, source: "measured" };
}

/** What a run has read from a snapshot on; null where the system does not say. */
export function diskUseFrom({ snapshots, diskRate = null }: RunRecord, fromIndex: number): DiskUse | null {
  const reads = readsBetween(snapshots[fromIndex], snapshots.at(-1));
  return reads && { ...reads, rate: diskRate };
}

function readsBetween(from: Snapshot | undefined, to: Snapshot | undefined): ReadBytes | null {
  if (from?.reads === undefined || to?.reads === undefined) return null;
  return {
    requestedBytes: to.reads.requestedBytes - from.reads.requestedBytes,
    deviceBytes: to.reads.deviceBytes - from.reads.deviceBytes,
  };
}
