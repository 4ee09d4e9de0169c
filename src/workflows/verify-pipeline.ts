import { readDate } from "../io/clocks.ts";
import { readEnvironment } from "../io/machine.ts";
import { tool } from "../io/tool.ts";
import { type PipelineReport, pipelineSchemaVersion } from "../model/pipeline-profile.ts";
import type { Prediction } from "../model/prediction.ts";
import { applyChange } from "../profiler/verify/apply-change.ts";
import { verifyPredictions } from "../profiler/verify/verify-predictions.ts";
import { machineEffects } from "./effects.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import { type ProfilePipelineOptions, profileFlow } from "./profile-pipeline.ts";

/** What to run, and how thoroughly. */
export interface VerifyPipelineOptions extends ProfilePipelineOptions {
  /** Changes that are tried at most. */
  readonly changeCount: number;
  /** Pairs of windows, with and without each change. */
  readonly pairCount: number;
  /** Length of one window at about, in seconds; default 0.3. */
  readonly windowSeconds?: number;
  /** Also finds the parameters to keep. */
  readonly tunes?: boolean;
  /** Told before each change is tried. */
  readonly onChange?: (prediction: Prediction, index: number, count: number) => void;
}

/** Length of one window where nothing else is said, and time that one change may take, in seconds. */
const [usualWindowSeconds, changeSeconds] = [0.3, 20];

/**
 * `profile verify`: profiles a pipeline with calibration, applies the changes that can be applied by themselves, measures each in pairs of
 * windows with and without it, and keeps predicted beside measured.
 * @throws SoundingsError as `profile pipeline` does
 */
export async function verifyPipeline(options: VerifyPipelineOptions): Promise<PipelineReport> {
  const pipeline = await loadPipeline(options.module, options.parameters);
  const flow = await buildFlow(pipeline);
  const { profile } = await profileFlow(pipeline, flow, { calibrates: true, ...options });
  const { changeCount, pairCount, onChange, signal, windowSeconds = usualWindowSeconds } = options;
  const verified = await verifyPredictions(
    flow,
    profile.predictions,
    {
      changeCount,
      pairCount,
      windowSeconds,
      maxSeconds: changeSeconds,
      ...(onChange && { onChange }),
      ...(signal && { signal }),
    },
    machineEffects,
  );
  const predictions = verified.predictions;
  const kept = options.tunes ? bestOf(predictions) : null;
  const tuned = kept === null ? null : applyChange(flow, kept.change, new Map());
  return {
    schemaVersion: pipelineSchemaVersion,
    tool,
    createdAt: readDate(),
    environment: readEnvironment(),
    ...profile,
    predictions,
    refusals: [...(profile.refusals ?? []), ...verified.refusals],
    ...(kept &&
      tuned?.kind === "applied" && {
        tuning: {
          change: kept.change,
          speedup: kept.outcome.speedup,
          stages: optionsOf(flow.stages, tuned.flow.stages),
        },
      }),
  };
}

/** The change that was measured to gain most, surely something; null when none did. */
function bestOf(
  predictions: readonly Prediction[],
): (Prediction & { readonly outcome: NonNullable<Prediction["outcome"]> }) | null {
  const gains = predictions.flatMap((prediction) => {
    const { outcome, change } = prediction;
    return outcome === undefined || change.kind === "free" || outcome.speedup.low <= 1
      ? []
      : [{ ...prediction, outcome }];
  });
  return gains.sort((a, b) => b.outcome.speedup.center - a.outcome.speedup.center)[0] ?? null;
}

type Stages = Parameters<typeof applyChange>[0]["stages"];

/** Options of the stages that a change has moved or added. */
function optionsOf(before: Stages, after: Stages): NonNullable<PipelineReport["tuning"]>["stages"] {
  return after.flatMap((stage) => {
    const old = before.find(({ name }) => name === stage.name);
    if (old === stage) return [];
    const threadCount = "worker" in stage ? stage.worker?.threadCount : undefined;
    const size = "size" in stage ? stage.size : undefined;
    return [
      {
        ...{ name: stage.name, kind: stage.kind, concurrency: stage.concurrency },
        ...(threadCount !== undefined && { threadCount }),
        ...(size !== undefined && { size }),
      },
    ];
  });
}
