import { halvingsTo, reduceRate } from "../halve-rate.ts";
import { resample, resamplingWeights } from "../resample.ts";
import type { DecoderMemory } from "./decode-memory.ts";

/** Samples of a signal at a lower rate. */
export type LowerRate = (samples: Float32Array, fromHertz: number, toHertz: number) => Float32Array;

/** Zeros before the samples and after them: more than a filter reaches. */
const paddingLength = 128;
/** Weights at most: rates whose ratio needs more are for the plain loop. */
const mostWeights = 2 ** 17;

/** Halved as often as the rate allows, and brought from there to the lower rate. */
export const lowerRate: LowerRate = (samples, fromHertz, toHertz) => {
  const reduced = reduceRate(samples, fromHertz, toHertz);
  return resample(reduced.samples, reduced.rateHertz, toHertz);
};

/**
 * `lowerRate` in the decoders' memory, where a file would be: the same samples up to the rounding of 32 bits, several times as fast. Signals that do not fit
 * into it are for the plain loops, and those that are to keep their rate.
 *
 * @param memory Null where WebAssembly has no SIMD. What it gives is a copy.
 */
export function fastLowerRate(memory: DecoderMemory | null): LowerRate {
  if (memory === null) return lowerRate;
  const { run, buffer, input, inputAddress } = memory;
  const room = new Float32Array(buffer, inputAddress, input.length / 4);
  const integers = new Int32Array(buffer, inputAddress, room.length);
  let phases: Phases | null = null;
  return (samples, fromHertz, toHertz) => {
    if (fromHertz === toHertz) return samples.slice();
    const halvings = halvingsTo(fromHertz, toHertz);
    const rateHertz = fromHertz / 2 ** halvings;
    if (phases?.fromHertz !== rateHertz || phases.toHertz !== toHertz) phases = phasesOf(rateHertz, toHertz);
    const length = samples.length >> halvings;
    const count = Math.floor((length * toHertz) / rateHertz);
    const targetAt = samples.length + 2 * paddingLength;
    const weightsAt = 4 * Math.ceil((targetAt + count) / 4);
    const firstsAt = weightsAt + (phases?.weights.length ?? 0);
    if (phases === null || firstsAt + phases.firsts.length > room.length)
      return lowerRate(samples, fromHertz, toHertz);
    room.fill(0, 0, targetAt);
    room.set(samples, paddingLength);
    const source = inputAddress + 4 * paddingLength;
    for (let halving = 1, whole = samples.length >> 1; halving <= halvings; halving += 1, whole >>= 1) {
      run.halve(source, source, whole);
      room.fill(0, paddingLength + whole, paddingLength + 2 * whole + 1);
    }
    if (rateHertz === toHertz) return room.slice(paddingLength, paddingLength + length);
    room.set(phases.weights, weightsAt);
    integers.set(phases.firsts, firstsAt);
    const at = (place: number): number => inputAddress + 4 * place;
    const { tapCount, step, firsts } = phases;
    run.resample(source, at(targetAt), count, at(weightsAt), at(firstsAt), firsts.length, step, tapCount);
    return room.slice(targetAt, targetAt + count);
  };
}

/** The weights from one rate to another, which repeat. */
interface Phases {
  readonly fromHertz: number;
  readonly toHertz: number;
  /** Phase by phase, `tapCount` each. */
  readonly weights: Float32Array;
  /** The first input of each phase. */
  readonly firsts: Int32Array;
  /** Inputs after which the phases repeat. */
  readonly step: number;
  readonly tapCount: number;
}

/** Null where they would repeat too late. */
function phasesOf(fromHertz: number, toHertz: number): Phases | null {
  const { reach, weight } = resamplingWeights(fromHertz, toHertz);
  const side = Math.ceil(reach);
  const tapCount = 4 * Math.ceil((2 * side + 2) / 4);
  const divisor = commonDivisor(fromHertz, toHertz);
  const [step, phaseCount] = [fromHertz / divisor, toHertz / divisor];
  if (phaseCount * tapCount > mostWeights || side + 1 > paddingLength) return null;
  const weights = new Float32Array(phaseCount * tapCount);
  const firsts = new Int32Array(phaseCount);
  for (let phase = 0; phase < phaseCount; phase += 1) {
    const position = (phase * step) / phaseCount;
    firsts[phase] = Math.floor(position) - side;
    for (let tap = 0; tap < tapCount; tap += 1) {
      weights[phase * tapCount + tap] = weight(firsts[phase]! + tap - position);
    }
  }
  return { fromHertz, toHertz, weights, firsts, step, tapCount };
}

/** The largest number that both are multiples of (Euclid). Rates are whole numbers, perhaps halved some times: exact in binary. */
function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
