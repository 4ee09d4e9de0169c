import { blockLength } from "../frame-levels.ts";
import { railRatio, shortestDropout, shoulderLength, shoulderRatio, shoulderReach } from "../silent-parts.ts";
import type { ClipWindow } from "./clip-window.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Candidates kept at most; of more, those go that are shortest. */
const mostCandidates = 256;

/** A run of equal samples in all channels. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** |sample|. */
  readonly magnitude: number;
  /** How far each channel goes away from it before the run. */
  readonly before: readonly number[];
}

/** A run that has ended, and how far the channel that goes furthest goes on both sides. */
interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly magnitude: number;
  readonly reach: number;
}

/** Runs of equal samples in a recording, window by window. */
export interface DropoutTally {
  readonly shortest: number;
  readonly shoulder: number;
  /** First frame of the run in the first channel that the window before ended in. */
  openStart: number;
  /** What is known of that run where it began so long ago that its beginning is gone. */
  openRun: { readonly before: readonly number[]; readonly isConstant: boolean } | null;
  /** Runs that ended so shortly before the window did that their other side was still to come. */
  pending: Run[];
  candidates: Candidate[];
}

/** Nothing found yet. */
export function emptyDropouts(sampleRateHertz: number): DropoutTally {
  return {
    shortest: shortestDropout(sampleRateHertz),
    shoulder: shoulderLength(sampleRateHertz),
    openStart: 0,
    openRun: null,
    pending: [],
    candidates: [],
  };
}

/** Adds the runs that end in the window; the kernel has measured the first channel last. */
export function addDropouts(
  tally: DropoutTally,
  { samples, run }: KernelMemory,
  window: ClipWindow,
  peak: number,
): void {
  const { start, count } = window;
  const scan: Scan = { tally, samples, window, peak };
  for (const ended of tally.pending.splice(0)) settle(scan, ended);
  const fewest = Math.min(blockLength / 2, Math.ceil((tally.shortest - 1) / 2));
  let runStart = tally.openStart;
  // Whether the run from `runStart` reaches up to the block at work; else its beginning must be sought.
  let isOpen = true;
  const end = Math.ceil(count / blockLength);
  let block = run.nextBusyBlock(0, end, fewest, isOpen);
  for (; block < end; block = run.nextBusyBlock(block + 1, end, fewest, isOpen)) {
    const isBusy = run.nextBusyBlock(block, block + 1, fewest, false) === block;
    const from = start + block * blockLength;
    const to = Math.min(start + count, from + blockLength);
    if (!isOpen) runStart = runStartBefore(scan, from);
    runStart = scanBlock(scan, runStart, { from, to, isBusy });
    isOpen = isBusy || runStart < from;
  }
  leaveOpen(scan, isOpen ? runStart : runStartBefore(scan, start + count));
}

/** Closes the runs that end in a block, of which the first began at `runStart`; returns where the last begins. */
function scanBlock(
  scan: Scan,
  runStart: number,
  { from, to, isBusy }: { readonly from: number; readonly to: number; readonly isBusy: boolean },
): number {
  const { tally, samples, window } = scan;
  const lead = window.channels[0]! / 4 - window.start;
  let start = runStart;
  for (let frame = Math.max(1, from); frame < to; frame += 1) {
    if (samples[lead + frame] === samples[lead + frame - 1]) continue;
    if (frame - start >= tally.shortest) close(scan, start, frame);
    start = frame;
    // What begins in a block of few equal samples is found from the next.
    if (!isBusy) break;
  }
  return start;
}

interface Scan {
  readonly tally: DropoutTally;
  readonly samples: Float32Array;
  readonly window: ClipWindow;
  /** Largest |sample| so far. */
  readonly peak: number;
}

/** First frame of the run of the first channel that ends at `end` or goes on beyond. */
function runStartBefore({ tally, samples, window }: Scan, end: number): number {
  const lead = window.channels[0]! / 4 - window.start;
  let first = end - 1;
  while (first > window.start && samples[lead + first] === samples[lead + first - 1]) first -= 1;
  const isOlder = first <= window.start && first > 0 && samples[lead + first] === samples[lead + first - 1];
  return isOlder ? tally.openStart : Math.max(0, first);
}

/** A run has ended at `end`. */
function close(scan: Scan, start: number, end: number): void {
  const { tally, samples, window } = scan;
  if (!isConstantInOthers(scan, start, end)) return;
  const magnitude = Math.abs(samples[window.channels[0]! / 4 + end - 1 - window.start]!);
  const run = { start, end, magnitude, before: reachesBefore(scan, start, end - 1) };
  if (end + tally.shoulder <= window.start + window.count || window.isLast) settle(scan, run);
  else tally.pending.push(run);
}

function isConstantInOthers({ tally, samples, window }: Scan, start: number, end: number): boolean {
  if (start < window.start && tally.openRun !== null && !tally.openRun.isConstant) return false;
  const first = Math.max(start, window.start - window.historyLength);
  return window.channels.slice(1).every((address) => {
    const base = address / 4 - window.start;
    for (let frame = first + 1; frame < end; frame += 1) {
      if (samples[base + frame] !== samples[base + frame - 1]) return false;
    }
    return true;
  });
}

/** How far each channel goes before `start` from the value that it holds at `frame`. */
function reachesBefore(scan: Scan, start: number, frame: number): readonly number[] {
  const { tally, window } = scan;
  if (start < window.start && tally.openRun !== null) return tally.openRun.before;
  return window.channels.map((_, index) =>
    reachOf(scan, index, Math.max(0, start - tally.shoulder), start, frame),
  );
}

/** `shoulderReach` of the frames `from` up to `to` of a channel, from the value at `held`. */
function reachOf({ samples, window }: Scan, index: number, from: number, to: number, held: number): number {
  const base = window.channels[index]! / 4 - window.start;
  const last = Math.min(to, window.start + window.count);
  return shoulderReach(samples, base + from, base + last, samples[base + held]!);
}

/** Both sides of a run are there. */
function settle(scan: Scan, { start, end, magnitude, before }: Run): void {
  const { tally, peak } = scan;
  const reach = before.reduce(
    (most, there, index) =>
      Math.max(most, Math.min(there, reachOf(scan, index, end, end + tally.shoulder, end - 1))),
    -1,
  );
  // The peak only grows.
  if (reach < shoulderRatio * peak) return;
  tally.candidates.push({ start, end, magnitude, reach });
  if (tally.candidates.length <= mostCandidates) return;
  tally.candidates.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  tally.candidates.length = mostCandidates / 2;
}

/** The window ends in a run: what lies before it is noted where the next window will not hold it any more. */
function leaveOpen(scan: Scan, start: number): void {
  const { tally, window } = scan;
  const end = window.start + window.count;
  const isKept = start - tally.shoulder >= end - window.historyLength;
  const before = isKept ? null : reachesBefore(scan, start, end - 1);
  tally.openRun = before && { before, isConstant: isConstantInOthers(scan, start, end) };
  tally.openStart = start;
}

/** Length of the longest dropout between the first and the last frame that sound; 0 without one. */
export function longestDropoutOf(
  { candidates, shortest }: DropoutTally,
  { first, last, peak }: { readonly first: number; readonly last: number; readonly peak: number },
): number {
  return candidates.reduce((longest, { start, end, magnitude, reach }) => {
    const length = end - Math.max(first, start);
    const isTorn = end <= last && magnitude < railRatio * peak && reach >= shoulderRatio * peak;
    return isTorn && length >= shortest ? Math.max(longest, length) : longest;
  }, 0);
}
