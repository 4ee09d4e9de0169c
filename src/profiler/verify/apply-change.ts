import type { Change } from "../../model/prediction.ts";
import type { Flow } from "../../pipeline/flow.ts";
import type { StageFunction, StageSpec, TransformSpec } from "../../pipeline/stage-spec.ts";
import { threadsAndSlots } from "../what-if/change-model.ts";

/** What a stage gave, call by call, to be given again without its work. */
export type RecordedOutputs = ReadonlyMap<string, readonly unknown[]>;

/** A flow with a change applied, or why it cannot be. */
export type AppliedChange =
  | { readonly kind: "applied"; readonly flow: Flow<unknown> }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Applies a change to a flow. Of `faster`, only a person knows how; a stage that costs nothing is one that gives its recorded outputs
 * again.
 */
export function applyChange(flow: Flow<unknown>, change: Change, recorded: RecordedOutputs): AppliedChange {
  const index = flow.stages.findIndex(({ name }) => name === change.stage);
  const spec = flow.stages[index];
  if (spec === undefined) return refused(`there is no stage "${change.stage}"`);
  const replace = (by: StageSpec): AppliedChange => applied(flow, flow.stages.with(index, by));
  const insert = (by: StageSpec): AppliedChange => applied(flow, flow.stages.toSpliced(index + 1, 0, by));
  const amount = change.amount ?? 1;
  switch (change.kind) {
    case "concurrent":
      return isTransform(spec)
        ? replace({ ...spec, concurrency: amount })
        : refused(`"${spec.name}" is a ${spec.kind}`);
    case "parallel":
      return inThreads(spec, threadsAndSlots(change), { flow, replace });
    case "batched":
      return spec.kind === "batch"
        ? replace({ ...spec, size: amount })
        : refused(`"${spec.name}" makes no batches`);
    case "prefetched":
      if (spec.kind === "prefetch") return replace({ ...spec, size: amount, concurrency: amount });
      return insert({ name: `${spec.name} ahead`, kind: "prefetch", size: amount, concurrency: amount });
    case "cached":
      return cached(flow, index, insert);
    case "free":
      return replayed(spec, recorded.get(spec.name), replace);
    case "allocated":
      return (change.parts ?? []).reduce<AppliedChange>(
        (all, part) => (all.kind === "refused" ? all : applyChange(all.flow, part, recorded)),
        { kind: "applied", flow },
      );
    case "faster":
      return refused("only a person can make a stage faster");
  }
}

function cached(
  { stages }: Flow<unknown>,
  index: number,
  insert: (by: StageSpec) => AppliedChange,
): AppliedChange {
  const name = stages[index]!.name;
  const place = stages.findLastIndex(({ kind }) => kind === "repeat");
  if (place > index) return insert({ name: `${name} kept`, kind: "cache", concurrency: 1 });
  const repeat = stages[place]?.name;
  return refused(
    repeat === undefined
      ? "the pipeline makes one pass over its source"
      : `"${name}" comes after "${repeat}": only a person can move it before, where a cache is filled once`,
  );
}

function applied(flow: Flow<unknown>, stages: readonly StageSpec[]): AppliedChange {
  return { kind: "applied", flow: { ...flow, stages } };
}

function refused(reason: string): AppliedChange {
  return { kind: "refused", reason };
}

function isTransform(spec: StageSpec): spec is TransformSpec {
  return spec.kind === "map" || spec.kind === "filter" || spec.kind === "consume";
}

function inThreads(
  spec: StageSpec,
  { threadCount, slotCount }: ReturnType<typeof threadsAndSlots>,
  { flow, replace }: { readonly flow: Flow<unknown>; readonly replace: (by: StageSpec) => AppliedChange },
): AppliedChange {
  if (!isTransform(spec)) return refused(`a ${spec.kind} does not run in threads`);
  if (spec.worker?.module === undefined && flow.origin === undefined) {
    return refused("nothing says in which module the pipeline is");
  }
  return replace({
    ...spec,
    concurrency: slotCount,
    worker: { ...spec.worker, threadCount },
  });
}

function replayed(
  spec: StageSpec,
  outputs: readonly unknown[] | undefined,
  replace: (by: StageSpec) => AppliedChange,
): AppliedChange {
  if (outputs === undefined || outputs.length === 0)
    return refused(`no outputs of "${spec.name}" were recorded`);
  const again = (index: number): unknown => outputs[index % outputs.length];
  const fn: StageFunction = (_value, index) => again(index);
  switch (spec.kind) {
    case "source":
      return replace({ ...spec, open: () => outputs });
    case "map":
    case "filter":
    case "flatMap":
      return replace(
        spec.kind === "flatMap" ? { ...spec, fn } : { ...spec, fn, worker: null, concurrency: 1 },
      );
    case "batch": {
      let batchIndex = 0;
      return replace({ ...spec, collate: () => again(batchIndex++) });
    }
    default:
      return refused(`a ${spec.kind} has no outputs of its own to replay`);
  }
}
