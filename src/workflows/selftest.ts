import { pairedRule } from "../gate/decision-rule.ts";
import { detectionRate, falseAlarmRate, gatedStageIds } from "../gate/replay-rates.ts";
import { readDate } from "../io/clocks.ts";
import { readRecording, writeRecording } from "../io/recording-store.ts";
import { tool } from "../io/tool.ts";
import { SoundingsError } from "../model/errors.ts";
import { fromRecorded, type Recording } from "../model/recording.ts";
import type { PairedRound } from "../model/round.ts";
import type { LiveTrials, PowerPoint, SelftestReport } from "../model/selftest.ts";
import type { DecisionRule } from "../model/verdict.ts";
import { loadOf } from "./compare-pairs.ts";
import { liveTrials } from "./live-trials.ts";
import type { PairedPipelines } from "./measure-pair.ts";
import { recordPairs } from "./record-pairs.ts";

/** What `profile gate selftest` does. */
export interface SelftestOptions {
  /** The pipeline against itself; null replays only. */
  readonly pipelines: PairedPipelines | null;
  /** A recording to replay instead of measuring; null measures. */
  readonly replayPath: string | null;
  /** Where to keep the rounds that are measured; null keeps none. */
  readonly recordPath: string | null;
  readonly roundCount: number;
  /** Live gates without a fault, and with each fault. */
  readonly trialCount: number;
  readonly windowCount: number;
  readonly maxSeconds: number;
  readonly seed: number;
  readonly mayInterleave: boolean;
  readonly rule: Partial<DecisionRule>;
  /** Told what is being done, and how far it is, 0..1. */
  readonly onStep?: (step: string, share: number) => void;
}

/** Slow-downs whose detection is tried on recorded rounds. */
const changes = [0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5];
/** Share of gates that find what is called detectable. */
const power = 0.8;
/** Share of the time for recording; the rest is for live gates. */
const recordingShare = 0.5;

/**
 * `profile gate selftest`: how often the gate is wrong here, by the user's own pipeline against itself, as it is and with faults put in.
 * @throws SoundingsError ("usage") when there is nothing to measure or to replay
 */
export async function selftest(options: SelftestOptions): Promise<SelftestReport> {
  const rule = pairedRule(options.rule);
  const recording = await roundsFor(options);
  const rounds = recording.rounds.map((round) => fromRecorded(round, recording));
  options.onStep?.("replaying", recordingShare);
  const effort = { windowCount: options.windowCount, seed: options.seed };
  const powerPoints = powerOver(rounds, rule, { ...effort, windowCount: Math.min(400, options.windowCount) });
  const live = options.replayPath === null ? await runLive(rounds, rule, options) : [];
  return {
    schemaVersion: 1,
    tool,
    createdAt: readDate(),
    pipeline: recording.pipeline.name,
    environment: recording.environment,
    roundCount: rounds.length,
    isInterleaved: recording.isInterleaved,
    load: loadOf(rounds),
    unchanged: falseAlarmRate(rounds, rule, effort),
    power: powerPoints,
    detectable: detectableOf(powerPoints),
    live,
  };
}

async function roundsFor(options: SelftestOptions): Promise<Recording> {
  if (options.replayPath !== null) return readRecording(options.replayPath);
  if (options.pipelines === null) {
    throw new SoundingsError("usage", "a selftest needs a pipeline to measure, or a recording to replay", {
      hint: "profile gate selftest pipeline.ts, or --replay <file>",
    });
  }
  const recording = await recordPairs({
    pipelines: options.pipelines,
    roundCount: options.roundCount,
    maxSeconds: options.maxSeconds * recordingShare,
    seed: options.seed,
    mayInterleave: options.mayInterleave,
    condition: "as found",
    earlier: null,
    onRound: ({ rounds }) =>
      options.onStep?.(
        `round ${rounds.length} of ${options.roundCount}, unchanged`,
        (recordingShare * rounds.length) / options.roundCount,
      ),
  });
  if (options.recordPath !== null) await writeRecording(options.recordPath, recording);
  return recording;
}

function powerOver(
  rounds: readonly PairedRound[],
  rule: DecisionRule,
  effort: { readonly windowCount: number; readonly seed: number },
): readonly PowerPoint[] {
  return gatedStageIds(rounds, rule).flatMap((metricId) =>
    changes.map((change): PowerPoint => {
      const { metricId: id, ...rate } = detectionRate(rounds, { metricId, change }, { ...effort, rule });
      return { stage: stageOf(id), ...rate };
    }),
  );
}

function detectableOf(points: readonly PowerPoint[]): SelftestReport["detectable"] {
  return [...new Set(points.map(({ stage }) => stage))].map((stage) => ({
    stage,
    change: points.find((point) => point.stage === stage && point.detected >= power)?.change ?? null,
  }));
}

async function runLive(
  rounds: readonly PairedRound[],
  rule: DecisionRule,
  { pipelines, trialCount, maxSeconds, seed, mayInterleave, onStep }: SelftestOptions,
): Promise<readonly LiveTrials[]> {
  if (pipelines === null || trialCount === 0) return [];
  const stages = gatedStageIds(rounds, rule).map(stageOf);
  return liveTrials({
    ...{ pipelines, trialCount, seed, mayInterleave, rule, stages },
    maxSeconds: maxSeconds * (1 - recordingShare),
    onStep: (step, share) => onStep?.(step, recordingShare + (1 - recordingShare) * share),
  });
}

function stageOf(metricId: string): string {
  return metricId.slice("stage:".length);
}
