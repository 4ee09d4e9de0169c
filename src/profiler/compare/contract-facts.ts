import type { ContractFact } from "../../model/pipeline-diff.ts";
import type { StageContract } from "../../model/pipeline-profile.ts";
import { buildContract } from "../contracts/build-contract.ts";

/** What outputs are like: type, shape, range, moments, rates; null without an output. */
export function contractOf(values: readonly unknown[]): StageContract | null {
  const contract = buildContract();
  for (const value of values) contract.add(value);
  return contract.finish();
}

/** What two contracts say, fact by fact; numbers agree within the tolerance. Empty where neither side emits numbers. */
export function contractFacts(
  before: StageContract | null,
  after: StageContract | null,
  tolerance: number,
): readonly ContractFact[] {
  if ((before?.dtype ?? null) === null && (after?.dtype ?? null) === null) return [];
  const scale = Math.max(
    ...[before?.min, before?.max, after?.min, after?.max].map((end) => Math.abs(end ?? 0)),
  );
  const exact = (name: string, say: (contract: StageContract) => number | string | null): ContractFact =>
    factOf(name, [before && say(before), after && say(after)], 0);
  const near = (name: string, say: (contract: StageContract) => number | null): ContractFact =>
    factOf(name, [before && say(before), after && say(after)], tolerance * scale);
  const channelCount = Math.max(before?.channels?.length ?? 0, after?.channels?.length ?? 0);
  return [
    exact("dtype", ({ dtype }) => dtype),
    exact("shape", ({ shape }) => shape && `[${shape.map((axis) => axis ?? "*").join(", ")}]`),
    exact("nanCount", ({ nanCount }) => nanCount),
    exact("infinityCount", ({ infinityCount = 0 }) => infinityCount),
    near("min", ({ min }) => min),
    near("max", ({ max }) => max),
    ...Array.from({ length: channelCount }, (_, channel) => {
      const of = channelCount === 1 ? "" : ` of channel ${channel + 1}`;
      return [
        near(`mean${of}`, ({ channels }) => channels?.[channel]?.mean ?? null),
        near(`standardDeviation${of}`, ({ channels }) => channels?.[channel]?.standardDeviation ?? null),
      ];
    }).flat(),
    exact("sampleRatesHertz", ({ sampleRatesHertz = [] }) => sampleRatesHertz.join(", ") || null),
    exact("durationSeconds", ({ durationSeconds }) =>
      durationSeconds ? `${durationSeconds.min} to ${durationSeconds.max}` : null,
    ),
  ].filter(({ before: was, after: is }) => was !== null || is !== null);
}

/** One fact; numbers agree when they are at most `slack` apart. */
export function factOf(
  name: string,
  [before, after]: readonly [number | string | null, number | string | null],
  slack: number,
): ContractFact {
  const isNear = typeof before === "number" && typeof after === "number" && Math.abs(before - after) <= slack;
  return { name, before, after, isSame: before === after || isNear };
}
