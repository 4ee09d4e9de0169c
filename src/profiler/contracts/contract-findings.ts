import type { Evidence, Finding, Severity } from "../../model/finding.ts";
import type { StageContract, StageProfile } from "../../model/pipeline-profile.ts";

/** A stage with what it emits, and what comes to it. */
interface Link {
  readonly stage: StageProfile;
  readonly contract: StageContract;
  /** What the nearest stage above with numbers emits; null for the first such stage. */
  readonly above: StageContract | null;
}

/** Greatest magnitude that a normalised peak may have. */
const normalisedPeak = 1.001;
const namesOfNormalising = /normali[sz]|standardi[sz]|z-?score|whiten/i;
const namesOfResampling = /resampl|sample-?rate|decimat/i;
const namesOfTransposing = /transpos|permut|swap-?ax/i;

/** What is wrong, or odd, in what stages emit; each is told at the stage where it begins. */
export function contractFindings(stages: readonly StageProfile[]): readonly Finding[] {
  return linksOf(stages).flatMap((link) => [
    ...notNumbers(link),
    ...ragged(link, stages),
    ...badlyNormalised(link),
    ...wrongRate(link, stages),
    ...transposed(link),
  ]);
}

function linksOf(stages: readonly StageProfile[]): readonly Link[] {
  let above: StageContract | null = null;
  return stages.flatMap((stage) => {
    const { contract } = stage;
    if (contract === null || contract.dtype === null) return [];
    const link = { stage, contract, above };
    above = contract;
    return [link];
  });
}

function notNumbers({ stage, contract, above }: Link): readonly Finding[] {
  const findings: Finding[] = [];
  const { nanCount, infinityCount = 0, sampledCount } = contract;
  if (nanCount > 0 && (above?.nanCount ?? 0) === 0) {
    findings.push(
      finding("output-not-a-number", "error", stage, {
        message: `Stage "${stage.name}" emits NaN: ${nanCount} values in ${sampledCount} outputs looked at.`,
        evidence: { observed: nanCount, expected: 0, count: nanCount, rule: "no NaN in sampled outputs" },
      }),
    );
  }
  if (infinityCount > 0 && (above?.infinityCount ?? 0) === 0) {
    findings.push(
      finding("output-infinite", "error", stage, {
        message: `Stage "${stage.name}" emits infinite values: ${infinityCount} in ${sampledCount} outputs looked at.`,
        evidence: {
          observed: infinityCount,
          expected: 0,
          count: infinityCount,
          rule: "no infinite value in sampled outputs",
        },
      }),
    );
  }
  return findings;
}

/** Outputs of several shapes that a batch is to be made of. */
function ragged(
  { stage, contract: { shapes = [] } }: Link,
  stages: readonly StageProfile[],
): readonly Finding[] {
  const next = stages.slice(stages.indexOf(stage) + 1).find(({ kind }) => !passiveKinds.has(kind));
  if (next?.kind !== "batch" || shapes.length < 2) return [];
  const seen = shapes.map(({ shape }) => shapeText(shape)).join(", ");
  return [
    finding("ragged-before-batch", "warning", stage, {
      message: `Stage "${stage.name}" emits outputs of different shapes (${seen}), and "${next.name}" groups them: pad or cut them to one shape first.`,
      evidence: {
        observed: seen,
        expected: "one shape",
        count: shapes.length,
        rule: "all outputs that enter a batch have one shape",
      },
    }),
  ];
}

const passiveKinds: ReadonlySet<string> = new Set(["prefetch", "repeat", "cache", "shuffle"]);

/** A stage that says it normalises gives a peak of at most 1, or a mean near 0 and a deviation near 1. */
function badlyNormalised({ stage, contract }: Link): readonly Finding[] {
  const { min, max, channels = [] } = contract;
  if (!namesOfNormalising.test(stage.name) || min === null || max === null) return [];
  const peak = Math.max(-min, max);
  const isStandard =
    channels.length > 0 &&
    channels.every(
      ({ mean, standardDeviation }) =>
        Math.abs(mean) < 0.5 && standardDeviation > 0.5 && standardDeviation < 2,
    );
  const isFlat = min === max;
  if (!isFlat && (peak <= normalisedPeak || isStandard)) return [];
  const range = `${number(min)} to ${number(max)}`;
  return [
    finding("range-after-normalising", "warning", stage, {
      message: isFlat
        ? `Stage "${stage.name}" emits the same value, ${number(min)}, everywhere.`
        : `Stage "${stage.name}" says that it normalises, and emits values from ${range}.`,
      evidence: {
        observed: range,
        expected: "within -1 to 1, or mean 0 and deviation 1",
        count: contract.sampledCount,
        rule: `a magnitude of at most ${normalisedPeak}, or |mean| below 0.5 and deviation within 0.5 to 2`,
      },
    }),
  ];
}

function wrongRate({ stage, contract, above }: Link, stages: readonly StageProfile[]): readonly Finding[] {
  const rates = contract.sampleRatesHertz ?? [];
  const ratesAbove = above?.sampleRatesHertz ?? [];
  const mismatches = contract.durationMismatchCount ?? 0;
  if (mismatches > 0 && (above?.durationMismatchCount ?? 0) === 0) {
    return [contradictingRate(stage, contract, mismatches)];
  }
  if (rates.length > 0 && ratesAbove.length > 0 && rates.join() !== ratesAbove.join()) {
    const isSameLength = String(contract.shape) === String(above?.shape);
    if (isSameLength && !contract.shape?.includes(null)) return [relabelledRate(stage, rates, ratesAbove)];
    if (!namesOfResampling.test(stage.name)) return [changedRate(stage, rates, ratesAbove)];
  }
  const below = stages.slice(stages.indexOf(stage) + 1);
  const isMended = below.some(({ name }) => namesOfResampling.test(name));
  if (rates.length > 1 && ratesAbove.length < 2 && !isMended) return [mixedRates(stage, contract, rates)];
  return [];
}

function contradictingRate(stage: StageProfile, contract: StageContract, count: number): Finding {
  return finding("rate-wrong", "error", stage, {
    message: `Stage "${stage.name}" emits outputs whose number of samples over their sampling rate is not the duration they state: ${count} of ${contract.sampledCount} looked at.`,
    evidence: {
      observed: count,
      expected: 0,
      count,
      rule: "samples over sampling rate are within 1% of the stated duration",
    },
  });
}

function relabelledRate(
  stage: StageProfile,
  rates: readonly number[],
  ratesAbove: readonly number[],
): Finding {
  return finding("rate-wrong", "error", stage, {
    message: `Stage "${stage.name}" states ${hertz(rates)} where ${hertz(ratesAbove)} came in, and the number of samples is the same: they were not resampled.`,
    evidence: {
      observed: hertz(rates),
      expected: hertz(ratesAbove),
      count: 1,
      rule: "a new sampling rate comes with a new number of samples",
    },
  });
}

function changedRate(stage: StageProfile, rates: readonly number[], ratesAbove: readonly number[]): Finding {
  return finding("rate-changed", "warning", stage, {
    message: `Stage "${stage.name}" changes the sampling rate from ${hertz(ratesAbove)} to ${hertz(rates)}, and its name does not say so.`,
    evidence: {
      observed: hertz(rates),
      expected: hertz(ratesAbove),
      count: 1,
      rule: "only a stage named for resampling changes the sampling rate",
    },
  });
}

function mixedRates(stage: StageProfile, contract: StageContract, rates: readonly number[]): Finding {
  return finding("rates-mixed", "warning", stage, {
    message: `Stage "${stage.name}" emits audio of different sampling rates: ${hertz(rates)}.`,
    evidence: {
      observed: hertz(rates),
      expected: "one rate",
      count: contract.sampledCount,
      rule: "outputs of a stage have one sampling rate",
    },
  });
}

/** Outputs that are the other way round: among themselves, or against what came in. */
function transposed({ stage, contract, above }: Link): readonly Finding[] {
  if (namesOfTransposing.test(stage.name)) return [];
  const shapes = contract.shapes ?? [];
  const shapesAbove = above?.shapes ?? [];
  const turned = shapes.find(
    ({ shape }, index) =>
      shapes.slice(0, index).some((other) => isTransposeOf(shape, other.shape)) ||
      (shapes.length === 1 && shapesAbove.length === 1 && isTransposeOf(shape, shapesAbove[0]?.shape ?? [])),
  );
  if (turned === undefined || shapesAbove.some(({ shape }) => same(shape, turned.shape))) return [];
  const usual = [...turned.shape].reverse();
  return [
    finding("shape-transposed", "warning", stage, {
      message: `Stage "${stage.name}" emits ${shapeText(turned.shape)} where ${shapeText(usual)} was seen: rows and columns have changed places.`,
      evidence: {
        observed: shapeText(turned.shape),
        expected: shapeText(usual),
        count: turned.count,
        rule: "no shape is the reverse of another one, or of what came in",
      },
    }),
  ];
}

function isTransposeOf(a: readonly number[], b: readonly number[]): boolean {
  return a.length >= 2 && !same(a, b) && same(a, [...b].reverse());
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, index) => axis === b[index]);
}

function finding(
  code: string,
  severity: Severity,
  stage: StageProfile,
  { message, evidence }: { readonly message: string; readonly evidence: Evidence },
): Finding {
  return { code, severity, subject: stage.name, message, evidence };
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

function hertz(rates: readonly number[]): string {
  return `${rates.join(", ")} Hz`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}
