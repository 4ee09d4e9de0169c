import type { Finding } from "../model/finding.ts";
import type { RunSummary, StageProfile } from "../model/pipeline-profile.ts";
import { leastEven } from "./even-cores.ts";
import type { StageRecord } from "./run-record.ts";

/** Share of time spent waiting for a core above which times are those of a busy machine. */
const busyMachineShare = 0.2;
/** Outputs below which a run says little. */
const fewOutputs = 20;
/** Share of the run in garbage collection that is worth a look. */
const muchGcShare = 0.1;

/** What a person should know of a run, besides its numbers. */
export function runFindings(
  run: RunSummary,
  stages: readonly StageProfile[],
  records: readonly StageRecord[],
): readonly Finding[] {
  return [...machineFindings(run), ...records.flatMap(uselessConcurrency), ...gcFindings(run, stages)];
}

function machineFindings(run: RunSummary): readonly Finding[] {
  return [...crowdFindings(run), ...coreFindings(run), ...lengthFindings(run)];
}

/** The main thread waited for a core: while other processes had it, or threads of the pipeline itself. */
function crowdFindings({ runQueueShare, othersShare = 1 }: RunSummary): readonly Finding[] {
  const byOthers = othersShare * (runQueueShare ?? 0);
  const byOwn = (1 - othersShare) * (runQueueShare ?? 0);
  const evidenceOf = (observed: number, whose: string): Finding["evidence"] => ({
    observed,
    expected: busyMachineShare,
    count: 1,
    rule: `run-queue time over wall time, by the share of ${whose} in what was running, is at most ${busyMachineShare}`,
  });
  const findings: Finding[] = [];
  if (byOthers > busyMachineShare) {
    findings.push({
      code: "machine-busy",
      severity: "warning",
      subject: "run",
      message: `The main thread waited for a core ${Math.round(100 * byOthers)}% of the time while other processes had it: they slow this run down, and its absolute times with it.`,
      evidence: evidenceOf(byOthers, "other processes"),
    });
  }
  if (byOwn > busyMachineShare) {
    findings.push({
      code: "threads-crowded",
      severity: "info",
      subject: "run",
      message: `The main thread waited for a core ${Math.round(100 * byOwn)}% of the time while threads of the pipeline had it: more of them have work than there are cores.`,
      evidence: evidenceOf(byOwn, "the process's own threads"),
    });
  }
  return findings;
}

function coreFindings({ slowestCoreSpeed = 1 }: RunSummary): readonly Finding[] {
  if (slowestCoreSpeed >= leastEven) return [];
  return [
    {
      code: "cores-uneven",
      severity: "warning",
      subject: "run",
      message: `One core ran at ${Math.round(100 * slowestCoreSpeed)}% of another: how long calls take depends on the core they are on, and what threads would give can be told within that alone. On a virtual machine another one may have the other half of that core.`,
      evidence: {
        observed: slowestCoreSpeed,
        expected: leastEven,
        count: 1,
        rule: `with all cores at work the slowest has at least ${leastEven} of the speed of the fastest`,
      },
    },
  ];
}

function lengthFindings(run: RunSummary): readonly Finding[] {
  if (run.outputCount >= fewOutputs && run.isSteady) return [];
  return [
    {
      code: "run-short",
      severity: "info",
      subject: "run",
      message: run.isSteady
        ? `Only ${run.outputCount} outputs were measured: intervals are wide.`
        : "The run was still getting faster when it ended: let it run for longer.",
      evidence: {
        observed: run.outputCount,
        expected: fewOutputs,
        count: run.outputCount,
        rule: `at least ${fewOutputs} outputs after warm-up, and no drop of the time per output among them`,
      },
    },
  ];
}

function uselessConcurrency(record: StageRecord): readonly Finding[] {
  const callsFunction = record.kind === "map" || record.kind === "filter" || record.kind === "consume";
  if (!callsFunction || record.isAsynchronous || record.concurrency === 1) return [];
  return [
    {
      code: "concurrency-without-effect",
      severity: "warning",
      subject: record.name,
      message: `Stage "${record.name}" asks for ${record.concurrency} calls at once, but its function is synchronous: on one thread they run one after the other.`,
      evidence: {
        observed: 1,
        expected: record.concurrency,
        count: 1,
        rule: "concurrency above 1 overlaps promises only",
      },
    },
  ];
}

function gcFindings(run: RunSummary, stages: readonly StageProfile[]): readonly Finding[] {
  const share = run.gcSeconds / run.wallSeconds;
  if (share <= muchGcShare) return [];
  const most = [...stages].sort((a, b) => b.gcSeconds - a.gcSeconds)[0];
  return [
    {
      code: "garbage-collection-heavy",
      severity: "warning",
      subject: most?.name ?? "run",
      message: `Garbage collection takes ${Math.round(100 * share)}% of the run, most of it in "${most?.name}": reuse its buffers.`,
      evidence: {
        observed: share,
        expected: muchGcShare,
        count: 1,
        rule: `collector time over wall time is at most ${muchGcShare}`,
      },
    },
  ];
}
