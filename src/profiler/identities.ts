import type { Finding } from "../model/finding.ts";
import type { Bound } from "../model/pipeline-profile.ts";
import { slotCountOf } from "./demands.ts";
import type { StageRecord, StageTotals, Window } from "./run-record.ts";

/** How far an identity may be off before the run is not believed, as a ratio. */
const tolerance = 0.02;

/**
 * Checks what holds of any run that was measured right: main-thread work fits into the time the main thread was not idle,
 * no stage's slots are in use for longer than they exist, and no resource is used beyond its capacity. A broken one means
 * that time was counted twice, or a call was lost.
 */
export function brokenIdentities(
  steady: Window,
  stages: readonly StageRecord[],
  bounds: readonly Bound[],
): readonly Finding[] {
  const busySeconds = steady.stages.reduce((sum, totals) => sum + totals.busySeconds, 0);
  const activeSeconds = steady.wallSeconds - steady.idleSeconds;
  const outputsPerSecond = steady.outputCount / steady.wallSeconds;
  return [
    ...excess(
      "main thread",
      busySeconds,
      activeSeconds,
      "the work of all stages fits into the time it was not idle",
    ),
    ...stages.flatMap((stage, index) => {
      const { starvedSeconds = 0, holdSeconds = 0 } = steady.stages[index] ?? {};
      const slotSeconds = steady.wallSeconds * slotCountOf(stage);
      return excess(
        stage.name,
        starvedSeconds + holdSeconds,
        slotSeconds,
        "time in service and starved fits into its slots",
      );
    }),
    ...stages.flatMap((stage, index) => brokenInThreads(stage, steady.stages[index], steady.wallSeconds)),
    ...bounds
      .filter((bound) => bound.resource === "main" || bound.resource === "cores")
      .flatMap((bound) =>
        excess(bound.resource, outputsPerSecond, bound.outputsPerSecond, "throughput is within its bound"),
      ),
  ];
}

/**
 * Of a stage in threads: they work for no longer than they exist, and work, shipping and unseen results fit into its calls.
 * A window cuts calls in two, and what the call at its edge has cost is counted on one side only: as much as the longest call, those
 * that waited for the threads to start left out.
 */
function brokenInThreads(
  { name, worker, concurrency, holdsSeconds }: StageRecord,
  totals: Readonly<StageTotals> | undefined,
  wallSeconds: number,
): readonly Finding[] {
  if (worker === undefined || totals === undefined) return [];
  const { workerBusySeconds, shipSeconds, loopWaitSeconds, holdSeconds } = totals;
  const edgeSeconds = longestHoldSeconds(holdsSeconds.slice(concurrency), totals);
  return [
    ...excess(
      name,
      workerBusySeconds,
      worker.threadCount * (wallSeconds + edgeSeconds),
      "work in threads fits into their time",
    ),
    ...excess(
      name,
      workerBusySeconds + shipSeconds + loopWaitSeconds,
      holdSeconds + concurrency * edgeSeconds,
      "work in threads, shipping and results not yet seen fit into the calls",
    ),
  ];
}

/** The longest of the calls that were noted, the mean call at least. */
function longestHoldSeconds(notedSeconds: readonly number[], totals: Readonly<StageTotals>): number {
  const { holdSeconds, callCount } = totals;
  if (callCount === 0) return Number.POSITIVE_INFINITY;
  return notedSeconds.reduce((longest, seconds) => Math.max(longest, seconds), holdSeconds / callCount);
}

function excess(subject: string, observed: number, limit: number, rule: string): readonly Finding[] {
  if (observed <= limit * (1 + tolerance) + 1e-6) return [];
  return [
    {
      code: "identity-broken",
      severity: "error",
      subject,
      message: `The measurement contradicts itself at "${subject}": ${observed.toPrecision(4)} exceeds ${limit.toPrecision(4)}. No prediction is made from this run.`,
      evidence: { observed, expected: limit, count: 1, rule: `${rule}, within ${100 * tolerance}%` },
    },
  ];
}
