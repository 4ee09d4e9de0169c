import type { Bound, Resource } from "../model/pipeline-profile.ts";
import type { Demands, StageDemand } from "./demands.ts";

/** Which hold time of an asynchronous stage bounds it: surely its own, or as seen under load. */
export type HoldKind = "intrinsic" | "loaded";

/** A limit as numbers only: `capacity / demandSeconds` outputs per second. */
export interface Limit {
  readonly resource: Resource;
  readonly demandSeconds: number;
  readonly capacity: number;
  readonly outputsPerSecond: number;
}

/**
 * The limits that demands put on throughput (Denning and Buzen 1978): the main thread runs all synchronous work, the
 * cores all processor time, the disk gives what is read from it, the slots of each asynchronous stage hold each of its calls, and its threads do their work.
 */
export function limitsOf(demands: Demands, holdKind: HoldKind): readonly Limit[] {
  const mainSeconds = demands.otherSeconds + sumOf(demands.stages, (stage) => stage.busySeconds);
  const consumers = demands.stages.filter((stage) => stage.isConsumer && !stage.isAsynchronous);
  return [
    limit("main", mainSeconds, 1),
    limit("cores", demands.cpuSeconds, demands.coreCount),
    ...diskLimits(demands),
    ...(consumers.length === 0
      ? []
      : [
          limit(
            "consumer",
            sumOf(consumers, (stage) => stage.busySeconds),
            1,
          ),
        ]),
    ...demands.stages
      .filter((stage) => stage.isAsynchronous)
      .map((stage) =>
        limit(
          stage.isConsumer ? "consumer" : `slots:${stage.name}`,
          holdKind === "intrinsic" ? stage.intrinsicHoldSeconds : stage.loadedHoldSeconds,
          stage.slotCount,
        ),
      ),
    ...demands.stages.flatMap(({ name, threads }) =>
      threads === undefined ? [] : [limit(`threads:${name}`, threads.busySeconds, threads.count)],
    ),
  ].filter((candidate) => candidate.demandSeconds > 0);
}

/** Time to read what one output takes from the disk; what is in the page cache already is read by no disk. */
function diskLimits({ disk, outputCount }: Demands): readonly Limit[] {
  if (disk === undefined) return [];
  return [limit("disk", disk.deviceBytes / disk.bytesPerSecond / outputCount, 1)];
}

/** The tightest of some limits; undefined when nothing is demanded. */
export function tightest(limits: readonly Limit[]): Limit | undefined {
  return limits.reduce<Limit | undefined>(
    (least, candidate) => (least && least.outputsPerSecond <= candidate.outputsPerSecond ? least : candidate),
    undefined,
  );
}

/** The limits of a run as bounds, tightest first, each with the inequality that proves it. */
export function boundsOf(demands: Demands): readonly Bound[] {
  return [...limitsOf(demands, "intrinsic")]
    .sort((a, b) => a.outputsPerSecond - b.outputsPerSecond)
    .map((found) => ({
      ...found,
      examplesPerSecond: found.outputsPerSecond * demands.examplesPerOutput,
      inequality: inequalityOf(found, demands),
    }));
}

function limit(resource: Resource, demandSeconds: number, capacity: number): Limit {
  return { resource, demandSeconds, capacity, outputsPerSecond: capacity / demandSeconds };
}

/** The proof with the counts and times it rests on. */
function inequalityOf(found: Limit, demands: Demands): string {
  const total = (found.demandSeconds * demands.outputCount).toPrecision(4);
  const what: Record<string, string> = {
    main: "s of synchronous work on the main thread",
    cores: "s of processor time over all threads",
    consumer: "s in the consumer",
    disk: `s to read ${demands.disk?.deviceBytes} bytes from the disk at ${demands.disk?.bytesPerSecond.toPrecision(4)} bytes/s`,
  };
  const [kind, stage] = splitResource(found.resource);
  const where = kind === "threads" ? "s of work in the threads of" : "s held in the slots of";
  const name = what[found.resource] ?? `${where} "${stage}"`;
  return (
    `X <= C / D = ${found.capacity} / (${total} ${name} / ${demands.outputCount} outputs) ` +
    `= ${found.outputsPerSecond.toPrecision(4)} outputs/s`
  );
}

/** The kind of a resource, and the stage that has it; stage names may hold colons. */
function splitResource(resource: Resource): readonly [string, string] {
  const at = resource.indexOf(":");
  return at === -1 ? [resource, ""] : [resource.slice(0, at), resource.slice(at + 1)];
}

function sumOf(stages: readonly StageDemand[], value: (stage: StageDemand) => number): number {
  return stages.reduce((sum, stage) => sum + value(stage), 0);
}
