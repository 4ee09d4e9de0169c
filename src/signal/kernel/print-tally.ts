import {
  bandCount,
  bandEdges,
  fewestWords,
  fingerprintHopSeconds,
  lagFrames,
  mostFrames,
  printFrameCount,
  printFrameLength,
  quietPower,
  reducedRate,
  silenceShare,
  smoothedFrames,
  transformLength,
} from "../fingerprint.ts";
import { hannWindow } from "../window.ts";
import type { ClipWindow } from "./clip-window.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Samples that each signal of a lower rate keeps of the windows before: more than a frame and its filter need. */
const carryLength = 1024;
/** Zeros after the last sample, for the filter. */
const tailLength = 16;

/** A signal and how much of it there is. */
interface HalvedSignal {
  /** Address of sample `start`. */
  address: number;
  start: number;
  end: number;
}

/** A fingerprint in the making, window by window. */
export interface PrintTally {
  /** The rate that the signal is halved to. */
  readonly rateHertz: number;
  /** Signals of half the rate, a quarter, ... */
  readonly halved: readonly HalvedSignal[];
  /** Frames transformed so far. */
  frameCount: number;
}

/** Nothing looked at yet; null at rates that have no fingerprint. Writes the kernel's tables. */
export function emptyPrint(memory: KernelMemory, sampleRateHertz: number): PrintTally | null {
  const reduced = reducedRate(sampleRateHertz);
  if (reduced === null) return null;
  writeTables(memory, reduced.rateHertz);
  const halved: HalvedSignal[] = [];
  let address = memory.halvedSignals;
  for (let level = 1; level <= reduced.halvings; level += 1) {
    memory.samples.fill(0, address / 4, address / 4 + carryLength);
    halved.push({ address: address + 4 * carryLength, start: 0, end: 0 });
    address += 4 * (carryLength + tailLength + (memory.capacity >> level));
  }
  return { rateHertz: reduced.rateHertz, halved, frameCount: 0 };
}

const ascii = new TextDecoder();

/** Takes in the window, of which the kernel has the mix. */
export function addPrintFrames(tally: PrintTally, memory: KernelMemory, window: ClipWindow): void {
  if (tally.frameCount === mostFrames) return;
  const { samples, run } = memory;
  let source: HalvedSignal = { address: window.mix, start: window.start, end: window.start + window.count };
  for (const target of tally.halved) {
    // The filter reaches 3 samples beyond its middle.
    const end = window.isLast ? source.end >> 1 : Math.max(target.end, (source.end - 2) >> 1);
    slide(target, samples);
    run.halve(source.address + 4 * (2 * target.start - source.start), target.address, end - target.start);
    target.end = end;
    const tail = target.address / 4 + end - target.start;
    if (window.isLast) samples.fill(0, tail, tail + tailLength);
    source = target;
  }
  addFrames(tally, memory, source, window.isLast);
}

/** Moves the last samples before the place of the next. */
function slide(signal: HalvedSignal, samples: Float32Array): void {
  const from = signal.address / 4 + signal.end - signal.start;
  samples.copyWithin(signal.address / 4 - carryLength, from - carryLength, from);
  signal.start = signal.end;
}

function addFrames(
  tally: PrintTally,
  { run }: KernelMemory,
  { address, start, end }: HalvedSignal,
  isLast: boolean,
): void {
  const whole = isLast ? printFrameCount(end, tally.rateHertz) : mostFrames;
  const frameCount = run.addPrintFrames(tally.frameCount, whole, address, start, end, isLast);
  tally.frameCount = isLast ? Math.min(frameCount, whole) : frameCount;
}

/** The fingerprint as text; null where too little sounds. */
export function printOf({ frameCount }: PrintTally, { run, bytes, printText }: KernelMemory): string | null {
  const wordCount = frameCount - smoothedFrames + 1 - lagFrames;
  if (wordCount < fewestWords) return null;
  if (run.finishPrint(frameCount, silenceShare, quietPower * smoothedFrames) < fewestWords) return null;
  const letterCount = run.encodePrint(wordCount);
  return ascii.decode(bytes.subarray(printText, printText + letterCount));
}

function writeTables(memory: KernelMemory, rateHertz: number): void {
  const { tables, samples, integers, run, printWindow, printBands } = memory;
  if (tables.printRateHertz === rateHertz) return;
  tables.printRateHertz = rateHertz;
  const length = printFrameLength(rateHertz);
  samples.fill(0, printWindow / 4, printWindow / 4 + transformLength);
  samples.set(hannWindow(length), printWindow / 4);
  // The kernel gives four times the power.
  const weight = 1 / (4 * length);
  run.setPrintWeight(weight);
  run.setPrintFrames(length, fingerprintHopSeconds, rateHertz);
  const edges = bandEdges(transformLength / rateHertz);
  for (let band = 0; band < bandCount; band += 1) {
    const [low, high] = [edges[band]!, edges[band + 1]!];
    const [first, last] = [Math.floor(low), Math.floor(high)];
    const at = printBands / 4 + 4 * (bandCount - 1 - band);
    integers[at] = first;
    integers[at + 1] = last;
    samples[at + 2] = weight * (first === last ? high - low : first + 1 - low);
    samples[at + 3] = first === last ? 0 : weight * (high - last);
  }
}
