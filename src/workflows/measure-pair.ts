import { runCommand } from "../io/run-command.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { CountedRound, PairedRound, Round } from "../model/round.ts";
import type { Injection } from "./inject.ts";

/** What both sides of a paired gate run. */
export interface PairedPipelines {
  readonly baseModule: string;
  readonly headModule: string;
  readonly parameters: Parameters;
  readonly passCount: number;
  readonly exampleCount: number;
  /** A fault put into the head; null puts in none. */
  readonly injection: Injection | null;
}

/** Measures rounds of both revisions: in one process each for as long as both can be loaded into one. */
export interface PairMeasurer {
  measure(isBaseFirst: boolean): Promise<PairedRound>;
  /** Whether both run in one process. */
  isInterleaved(): boolean;
}

/** The compiler's work is done when it is due, on the thread that is measured: a busy machine would delay a second thread's. */
const roundOptions: readonly string[] = ["--no-concurrent-recompilation"];

/**
 * Begins to measure pairs.
 * @param mayInterleave false takes one process per side from the start
 */
export function pairMeasurer(pipelines: PairedPipelines, mayInterleave: boolean): PairMeasurer {
  let isInterleaved = mayInterleave;
  let isProven = false;
  return {
    async measure(isBaseFirst) {
      if (isInterleaved) {
        try {
          const round = await inOneProcess(pipelines, isBaseFirst);
          isProven = true;
          return round;
        } catch (thrown) {
          // Two copies in one process may be too much for what they load; once it has worked, it is something else.
          if (isProven) throw thrown;
        }
      }
      isInterleaved = false;
      return inTwoProcesses(pipelines, isBaseFirst);
    },
    isInterleaved: () => isInterleaved,
  };
}

async function inOneProcess(pipelines: PairedPipelines, isBaseFirst: boolean): Promise<PairedRound> {
  const sides = ["--base", pipelines.baseModule, "--first", isBaseFirst ? "base" : "head"];
  return (await runCommand(
    [...commandFor(pipelines.headModule, pipelines, pipelines.injection), ...sides],
    roundOptions,
  )) as PairedRound;
}

async function inTwoProcesses(pipelines: PairedPipelines, isBaseFirst: boolean): Promise<PairedRound> {
  const run = async (module: string, injection: Injection | null): Promise<Round> =>
    (await runCommand(commandFor(module, pipelines, injection), roundOptions)) as Round;
  const { baseModule, headModule, injection } = pipelines;
  const first = isBaseFirst ? await run(baseModule, null) : await run(headModule, injection);
  const second = isBaseFirst ? await run(headModule, injection) : await run(baseModule, null);
  const [base, head] = isBaseFirst ? [first, second] : [second, first];
  return { base, head, isBaseFirst };
}

/** Counts one side, in a process of its own. */
export async function measureCounted(
  pipelines: PairedPipelines,
  side: "base" | "head",
  nodeOptions: readonly string[],
): Promise<CountedRound> {
  const module = side === "base" ? pipelines.baseModule : pipelines.headModule;
  const injection = side === "base" ? null : pipelines.injection;
  const command = [...commandFor(module, pipelines, injection), "--counts"];
  return (await runCommand(command, nodeOptions)) as CountedRound;
}

function commandFor(
  module: string,
  { parameters, passCount, exampleCount }: PairedPipelines,
  injection: Injection | null,
): readonly string[] {
  const counts = ["--passes", `${passCount}`, "--examples", `${exampleCount}`];
  const fault = injection === null ? [] : ["--inject", JSON.stringify(injection)];
  return ["round", module, ...counts, "--parameters", JSON.stringify(parameters), ...fault];
}
