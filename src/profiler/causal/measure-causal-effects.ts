import type { CausalEffect } from "../../model/prediction.ts";
import type { Flow } from "../../pipeline/flow.ts";
import { seededRandom } from "../../stats/random.ts";
import { studentTQuantile } from "../../stats/student-t.ts";
import type { ProfilerEffects } from "../effects.ts";
import { mean } from "../model/model-limits.ts";
import { modelOfRun } from "../model/model-of-run.ts";
import type { RunRecord } from "../run-record.ts";
import { steadySourceOf } from "../summarize-run.ts";
import { openRunner } from "../verify/run-windows.ts";
import { dilateFlow } from "./dilate-flow.ts";
import { createDilation } from "./dilation.ts";

/** What to speed up virtually, and for how long. */
export interface CausalOptions {
  /** Stages that are sped up, by name. */
  readonly stages: readonly string[];
  /** Time of a call away from the main thread, by stage, in seconds. */
  readonly awaySeconds: ReadonlyMap<string, number>;
  readonly maxSeconds: number;
  /** Length of one window at about, in seconds. */
  readonly windowSeconds: number;
  readonly seed: number;
}

/** Shares by which stages are sped up. */
const shares = [0.25, 0.5, 0.75] as const;
/** One window in so many speeds nothing up, as Coz does (Curtsinger and Berger 2015). */
const baselineEvery = 4;
const confidenceLevel = 0.95;

/** Share of all work from which a stage is worth speeding up. */
const worthSpeeding = 0.03;

/** What to speed up in a pipeline that has been recorded: the stages that do most of its work, or wait. */
export function causalOptions(record: RunRecord, maxSeconds: number): CausalOptions {
  const { stages } = modelOfRun(steadySourceOf(record));
  const works = stages
    .filter(({ kind }) => kind !== "prefetch")
    .map((stage) => ({ name: stage.name, seconds: mean(stage.mainSeconds) + mean(stage.awaySeconds) }));
  const all = works.reduce((sum, { seconds }) => sum + seconds, 0);
  const waiting = stages.filter(({ place }) => place === "await");
  return {
    stages: works.filter(({ seconds }) => seconds > worthSpeeding * all).map(({ name }) => name),
    awaySeconds: new Map(waiting.map(({ name, awaySeconds }) => [name, mean(awaySeconds)])),
    maxSeconds,
    windowSeconds: 0.25,
    seed: 1,
  };
}

/** A stage and a share that are tried together. */
interface Trial {
  readonly stage: string;
  readonly share: number;
  /** Logarithms of throughput over that of the windows without a speed-up next to it. */
  readonly gains: number[];
}

/**
 * Causal profiling: speeds stages up virtually, one and one amount at a time, in random order, by slowing everything else down in
 * proportion, and multiplies what is seen by that proportion. It sees whatever the model leaves out, and takes several times as long.
 */
export async function measureCausalEffects(
  flow: Flow<unknown>,
  options: CausalOptions,
  effects: ProfilerEffects,
): Promise<readonly CausalEffect[]> {
  const { stages, awaySeconds, maxSeconds, windowSeconds, seed } = options;
  const { now, openThreads, slowing } = effects;
  if (slowing === undefined || stages.length === 0) return [];
  const dilation = createDilation();
  const slowed = dilateFlow(flow, { dilation, awaySeconds, now, slowing });
  const runner = openRunner(slowed, {
    ...effects,
    ...(openThreads && {
      openThreads: (request) => openThreads({ ...request, extraWork: dilation.sharedOf(request.stageName) }),
    }),
  });
  const trials: Trial[] = stages.flatMap((stage) => shares.map((share) => ({ stage, share, gains: [] })));
  const random = seededRandom(seed);
  const startedAt = now();
  try {
    await runner.window(1);
    const exampleCount = Math.ceil((await runner.window(1)) * windowSeconds);
    let before = await runner.window(exampleCount);
    while (now() - startedAt < maxSeconds || trials.some(({ gains }) => gains.length < 2)) {
      const round = random.shuffle(trials).slice(0, baselineEvery - 1);
      const seen: (readonly [Trial, number])[] = [];
      for (const trial of round) {
        const factor = dilation.speedUp(trial.stage, trial.share);
        seen.push([trial, factor * (await runner.window(exampleCount))]);
      }
      dilation.speedUp(null, 0);
      const after = await runner.window(exampleCount);
      const base = (Math.log(before) + Math.log(after)) / 2;
      for (const [trial, rate] of seen) trial.gains.push(Math.log(rate) - base);
      before = after;
      if (now() - startedAt > 4 * maxSeconds) break;
    }
  } finally {
    await runner.close();
  }
  return trials.filter(({ gains }) => gains.length >= 2).map(effectOf);
}

function effectOf({ stage, share, gains }: Trial): CausalEffect {
  const count = gains.length;
  const average = gains.reduce((sum, gain) => sum + gain, 0) / count;
  const deviation = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - average) ** 2, 0) / (count - 1));
  const half = (studentTQuantile((1 + confidenceLevel) / 2, count - 1) * deviation) / Math.sqrt(count);
  return {
    stage,
    share,
    windowCount: count,
    speedup: {
      ...{ center: Math.exp(average), low: Math.exp(average - half), high: Math.exp(average + half) },
      ...{ confidenceLevel, method: "sampled", observationCount: count },
    },
  };
}
