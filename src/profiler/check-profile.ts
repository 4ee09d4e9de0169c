import type { Bound, PipelineProfile, StageProfile } from "../model/pipeline-profile.ts";

/** A field that does not follow from the others. */
export interface ProfileProblem {
  /** Path of the field, such as `bounds[0].demandSeconds`. */
  readonly field: string;
  readonly stated: number | string;
  /** What the other fields give. */
  readonly derived: number | string;
}

/** How far a number may be from the one derived, as a ratio: what summing in another order may do. */
const tolerance = 1e-6;

/** How far a number within a sentence may be off: it is written with four digits. */
const textTolerance = 2e-3;

/**
 * Derives every bound, the bottleneck and the identities of a profile again from its counts and times, and gives what
 * contradicts them; empty for a sound one. The processor time behind the bound of the cores is in no other field: of that
 * bound only the arithmetic is checked.
 */
export function checkProfile(profile: PipelineProfile): readonly ProfileProblem[] {
  return [
    ...runProblems(profile),
    ...profile.stages.flatMap((stage, index) => stageProblems(profile, stage, `stages[${index}]`)),
    ...profile.bounds.flatMap((bound, index) => boundProblems(profile, bound, `bounds[${index}]`)),
    ...orderProblems(profile),
    ...missingBounds(profile),
    ...bottleneckProblems(profile),
    ...predictionProblems(profile),
  ];
}

function differs(field: string, stated: number, derived: number, within = tolerance): ProfileProblem[] {
  const isClose =
    Math.abs(stated - derived) <= within * Math.max(Math.abs(stated), Math.abs(derived)) + 1e-12;
  return isClose ? [] : [{ field, stated, derived }];
}

function runProblems({ run, stages }: PipelineProfile): readonly ProfileProblem[] {
  const busySeconds = stages.reduce((sum, stage) => sum + stage.busySeconds, 0);
  const idleSeconds = run.idleShare * run.wallSeconds;
  return [
    ...differs("run.outputsPerSecond", run.outputsPerSecond, run.outputCount / run.wallSeconds),
    ...differs("run.examplesPerSecond", run.examplesPerSecond, run.exampleCount / run.wallSeconds),
    ...differs(
      "run.otherBusySeconds",
      run.otherBusySeconds,
      Math.max(0, run.wallSeconds - idleSeconds - busySeconds),
    ),
  ];
}

function stageProblems(
  { run }: PipelineProfile,
  stage: StageProfile,
  path: string,
): readonly ProfileProblem[] {
  const { wallSeconds } = run;
  const slotSeconds = stage.holdSeconds + stage.starvedSeconds + stage.backPressuredSeconds;
  // A synchronous stage has one slot, whatever it asks for.
  const slotCount = slotSeconds < 1.5 * wallSeconds ? 1 : stage.concurrency;
  const derivedRest = Math.max(0, slotCount * wallSeconds - stage.holdSeconds - stage.starvedSeconds);
  const isSource = stage.kind === "source";
  return [
    ...differs(`${path}.visitRatio`, stage.visitRatio, stage.callCount / Math.max(1, run.outputCount)),
    ...differs(`${path}.examplesPerSecond`, stage.examplesPerSecond, stage.outputCount / wallSeconds),
    ...differs(
      `${path}.utilization`,
      stage.utilization,
      Math.min(1, stage.holdSeconds / (slotCount * wallSeconds)),
    ),
    // What a source waits for is not told apart from its back-pressure.
    ...(isSource ? [] : differs(`${path}.backPressuredSeconds`, stage.backPressuredSeconds, derivedRest)),
  ];
}

function boundProblems(profile: PipelineProfile, bound: Bound, path: string): readonly ProfileProblem[] {
  const { run } = profile;
  const demandSeconds = demandOf(profile, bound);
  const capacity = capacityOf(profile, bound);
  return [
    ...(demandSeconds === null ? [] : differs(`${path}.demandSeconds`, bound.demandSeconds, demandSeconds)),
    ...(capacity === null ? [] : differs(`${path}.capacity`, bound.capacity, capacity)),
    ...differs(`${path}.outputsPerSecond`, bound.outputsPerSecond, bound.capacity / bound.demandSeconds),
    ...differs(
      `${path}.examplesPerSecond`,
      bound.examplesPerSecond,
      bound.outputsPerSecond * (run.exampleCount / run.outputCount),
    ),
    ...inequalityProblems(bound, run.outputCount, path),
  ];
}

/** Seconds of a bound's resource per output; null where only the bound itself says. */
function demandOf({ run, stages }: PipelineProfile, { resource }: Bound): number | null {
  if (resource === "main") {
    const busySeconds = stages.reduce((sum, stage) => sum + stage.busySeconds, run.otherBusySeconds);
    return busySeconds / run.outputCount;
  }
  if (resource === "disk") return diskSeconds(run) / run.outputCount;
  const threads = stages.find(({ name }) => resource === `threads:${name}`);
  if (threads !== undefined) return (threads.worker?.busySeconds ?? 0) / run.outputCount;
  const stage = stages.find(({ name }) => resource === `slots:${name}`);
  return stage === undefined ? null : intrinsicSeconds(stage) / run.outputCount;
}

/** Time to read what was read from the disk; without a rate there is no such bound. */
function diskSeconds({ disk }: PipelineProfile["run"]): number {
  const rate = disk?.rate ?? null;
  return rate === null ? Number.NaN : (disk?.deviceBytes ?? Number.NaN) / rate.bytesPerSecond;
}

function intrinsicSeconds({ holdSeconds, eventLoopWaitSeconds }: StageProfile): number {
  return Math.max(0, holdSeconds - eventLoopWaitSeconds);
}

function capacityOf({ stages }: PipelineProfile, { resource }: Bound): number | null {
  if (resource === "main" || resource === "disk") return 1;
  const threads = stages.find(({ name }) => resource === `threads:${name}`);
  if (threads !== undefined) return threads.worker?.threadCount ?? 0;
  return stages.find(({ name }) => resource === `slots:${name}`)?.concurrency ?? null;
}

function inequalityProblems(bound: Bound, outputCount: number, path: string): readonly ProfileProblem[] {
  const field = `${path}.inequality`;
  const found = /= (\S+) \/ \((\S+) s .* \/ (\d+) outputs\) = (\S+) outputs\/s$/.exec(bound.inequality);
  if (found === null) return [{ field, stated: bound.inequality, derived: "X <= C / D with its numbers" }];
  const [capacity = 0, seconds = 0, outputs = 0, perSecond = 0] = found.slice(1).map(Number);
  return [
    ...differs(field, capacity, bound.capacity),
    ...differs(field, outputs, outputCount),
    ...differs(field, seconds, bound.demandSeconds * outputCount, textTolerance),
    ...differs(field, perSecond, bound.outputsPerSecond, textTolerance),
  ];
}

function orderProblems({ bounds }: PipelineProfile): readonly ProfileProblem[] {
  return bounds.flatMap((bound, index) => {
    const before = bounds[index - 1];
    if (before === undefined || before.outputsPerSecond <= bound.outputsPerSecond) return [];
    return [
      { field: `bounds[${index}]`, stated: bound.outputsPerSecond, derived: "the tightest bound first" },
    ];
  });
}

function missingBounds({ bounds, stages, run }: PipelineProfile): readonly ProfileProblem[] {
  const isDiskKnown = (run.disk?.rate ?? null) !== null && (run.disk?.deviceBytes ?? 0) > 0;
  if (isDiskKnown && !bounds.some(({ resource }) => resource === "disk")) {
    return [{ field: "bounds", stated: "none of the disk", derived: "a bound of the disk" }];
  }
  const isBusy = stages.some(({ busySeconds }) => busySeconds > 0);
  if (!isBusy || bounds.some(({ resource }) => resource === "main")) return [];
  return [{ field: "bounds", stated: "none of the main thread", derived: "a bound of the main thread" }];
}

function bottleneckProblems({ bounds, bottleneck, run, stages }: PipelineProfile): readonly ProfileProblem[] {
  const [binding] = bounds;
  if (binding === undefined) return [];
  const utilization = Math.min(1, run.outputsPerSecond * (binding.demandSeconds / binding.capacity));
  const isSame = (field: string, stated: string, derived: string): ProfileProblem[] =>
    stated === derived ? [] : [{ field, stated, derived }];
  return [
    ...isSame("bottleneck.resource", bottleneck.resource, binding.resource),
    ...differs("bottleneck.utilization", bottleneck.utilization, utilization),
    ...isSame("bottleneck.stage", bottleneck.stage, stageToBlame(binding, stages)),
  ];
}

function stageToBlame({ resource }: Bound, stages: readonly StageProfile[]): string {
  const slots = stages.find(({ name }) => resource === `slots:${name}` || resource === `threads:${name}`);
  if (resource === "disk") {
    const awaySeconds = (stage: StageProfile): number => stage.holdSeconds - stage.busySeconds;
    return [...stages].sort((a, b) => awaySeconds(b) - awaySeconds(a))[0]?.name ?? "";
  }
  const candidates = resource === "consumer" ? stages.filter(({ kind }) => kind === "consume") : stages;
  return (slots ?? [...candidates].sort((a, b) => b.busySeconds - a.busySeconds)[0])?.name ?? "";
}

/** Each by its own gain and effort, and after those that gain more for theirs. */
function orderOfPredictions(predictions: PipelineProfile["predictions"], index: number): ProfileProblem[] {
  const { speedup, effort, gainPerEffort } = predictions[index]!;
  if (effort === undefined || gainPerEffort === undefined) return [];
  const path = `predictions[${index}].gainPerEffort`;
  const before = predictions[index - 1]?.gainPerEffort ?? Number.POSITIVE_INFINITY;
  return [
    ...differs(path, gainPerEffort, (speedup - 1) / effort),
    ...(before >= gainPerEffort
      ? []
      : [{ field: path, stated: gainPerEffort, derived: `at most ${before}` }]),
  ];
}

function predictionProblems({ predictions, run }: PipelineProfile): readonly ProfileProblem[] {
  return predictions.flatMap(({ examplesPerSecond: { low, center, high }, speedup }, index) => {
    const path = `predictions[${index}]`;
    const isOrdered = low <= center && center <= high;
    return [
      ...orderOfPredictions(predictions, index),
      ...differs(`${path}.speedup`, speedup, center / run.examplesPerSecond),
      ...(isOrdered
        ? []
        : [{ field: `${path}.examplesPerSecond`, stated: center, derived: `between ${low} and ${high}` }]),
    ];
  });
}
