import { fasterKernels, measureKernelSeconds } from "../io/calibration-kernels.ts";
import { readClock } from "../io/clocks.ts";
import { countingOptions } from "../io/heap-clock.ts";
import { readEnvironment, readPressure } from "../io/machine.ts";
import { runCommand } from "../io/run-command.ts";
import type { Measurement } from "../model/baseline.ts";
import { SoundingsError } from "../model/errors.ts";
import { type CountedRound, metricFor, type Round } from "../model/round.ts";
import { mergeContracts } from "../profiler/contracts/merge-contracts.ts";
import { countersOf } from "./counters.ts";
import type { RoundOptions } from "./measure-round.ts";

/** How a pipeline is measured for a baseline or a gate. */
export interface MeasureOptions extends RoundOptions {
  /** Rounds, each a fresh process. */
  readonly roundCount: number;
  /** No further round begins after this time, in seconds. */
  readonly maxSeconds: number;
  /** Told after each round. */
  readonly onRound?: (roundIndex: number, roundCount: number) => void;
}

/** Rounds that are measured even when time has run out: fewer say nothing. */
const leastRoundCount = 4;

/**
 * Measures a pipeline in rounds, one fresh process after the other.
 * @throws SoundingsError when a round fails, with its kind and message
 */
export async function measureRounds(options: MeasureOptions): Promise<Measurement> {
  const startedAt = readClock();
  const rounds: Round[] = [];
  let kernelSeconds = measureKernelSeconds();
  const processorPressure: (number | null)[] = [];
  for (let index = 0; index < options.roundCount; index++) {
    const isOutOfTime = readClock() - startedAt > options.maxSeconds;
    if (isOutOfTime && rounds.length >= leastRoundCount) break;
    rounds.push((await runCommand(roundArguments(options))) as Round);
    processorPressure.push(readPressure());
    options.onRound?.(index, options.roundCount);
    // Before, between and after: the machine may have been disturbed at any one time.
    if (index % 4 === 3 || index === options.roundCount - 1)
      kernelSeconds = fasterKernels(kernelSeconds, measureKernelSeconds());
  }
  const counters = countersOf(await countedRounds(options));
  return { ...measurementOf(rounds), processorPressure, kernelSeconds, counters };
}

/** Processes that count what the rounds do not. */
const countingProcessCount = 2;

async function countedRounds(options: RoundOptions): Promise<readonly CountedRound[]> {
  const counted: CountedRound[] = [];
  while (counted.length < countingProcessCount)
    counted.push(
      (await runCommand([...roundArguments(options), "--counts"], countingOptions)) as CountedRound,
    );
  return counted;
}

function roundArguments(options: RoundOptions): readonly string[] {
  const { module, passCount, exampleCount } = options;
  const counts = ["--passes", `${passCount}`, "--examples", `${exampleCount}`];
  return ["round", module, ...counts, "--parameters", JSON.stringify(options.parameters)];
}

/** All rounds as one measurement: a sample per metric. */
function measurementOf(
  rounds: readonly Round[],
): Omit<Measurement, "processorPressure" | "kernelSeconds" | "counters"> {
  const [first] = rounds;
  if (first === undefined) throw new SoundingsError("run", "nothing was measured: there was no round");
  const ids = Object.keys(first.secondsPerExample).filter((id) =>
    rounds.every((round) => id in round.secondsPerExample),
  );
  return {
    pipeline: first.pipeline,
    environment: readEnvironment(),
    metrics: ids.map(metricFor),
    samples: ids.map((metricId) => ({
      metricId,
      values: rounds.map((round) => round.secondsPerExample[metricId] ?? Number.NaN),
    })),
    calibrationSeconds: rounds.map((round) => round.calibrationSeconds),
    roundCount: rounds.length,
    passCount: first.passCount,
    exampleCount: first.exampleCount,
    contracts: mergeContracts(rounds.map(({ contracts }) => contracts)),
  };
}
