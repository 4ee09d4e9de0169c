import type { ForeignSpan, ForeignTrace } from "../../model/foreign-trace.ts";
import type { StageKind } from "../../model/pipeline-profile.ts";

/** A stage of a pipeline of which there is only a trace. */
export interface ForeignStage {
  readonly name: string;
  readonly kind: StageKind;
  /** Its spans, in order of time. */
  readonly spans: readonly ForeignSpan[];
}

/** The stages that a trace names, from source to end. */
export interface ForeignPipeline {
  readonly stages: readonly ForeignStage[];
  /** How its stages were recognised. */
  readonly origin: "tf.data" | "torch.profiler";
}

/** Kinds of tf.data's iterators, by the beginnings of their names; others are sources. */
const iteratorKinds: readonly (readonly [RegExp, StageKind])[] = [
  [/^(Parallel)?MapAndBatch|^(Parallel|Padded)?Batch/i, "batch"],
  [/^(Parallel)?Map/i, "map"],
  [/^(Parallel)?Filter/i, "filter"],
  [/^(Flat|Parallel)?(Map)?Interleave|^FlatMap/i, "flatMap"],
  [/^(Un|Un)batch/i, "unbatch"],
  [/^Shuffle(AndRepeat)?/i, "shuffle"],
  [/^(Memory)?Cache/i, "cache"],
  [/^Prefetch/i, "prefetch"],
  [/^(Forever|Finite)?Repeat/i, "repeat"],
  [/^Zip/i, "zip"],
  [/^Concatenate/i, "concatenate"],
];

/** What wraps a pipeline of tf.data and is no stage of it. */
const wrapping =
  /^(Root|Model|Options|MaxIntraOpParallelism|PrivateThreadPool|Optimize|Rebatch|FiniteTake|Assert.*)$/i;

/**
 * Recognises a pipeline in a trace. Of tf.data the spans `Iterator::Root::Prefetch::BatchV2::...`: a path names an iterator and
 * those below it. Of torch.profiler what was annotated: the DataLoader, `record_function` blocks, the optimizer. Null when
 * the trace has neither.
 */
export function findForeignPipeline({ spans }: ForeignTrace): ForeignPipeline | null {
  const iterators = spans.filter(({ name }) => name.startsWith("Iterator::"));
  if (iterators.length > 0) return { origin: "tf.data", stages: iteratorStages(iterators) };
  const annotated = spans.filter(
    ({ category, name }) => category === "user_annotation" && !/^ProfilerStep/.test(name),
  );
  return annotated.length > 0 ? { origin: "torch.profiler", stages: annotatedStages(annotated) } : null;
}

function iteratorStages(spans: readonly ForeignSpan[]): readonly ForeignStage[] {
  const byPath = groupBy(spans, ({ name }) => pathOf(name).join("::"));
  // The longest path is the source's.
  const paths = [...byPath.keys()].filter((path) => path !== "").sort((a, b) => depth(b) - depth(a));
  return paths.map((path) => {
    const last = path.split("::").at(-1)!;
    const kind = iteratorKinds.find(([pattern]) => pattern.test(last))?.[1] ?? "source";
    return { name: uniqueName(last, path, paths), kind, spans: byPath.get(path)! };
  });
}

/** Iterators from the end of the pipeline to this one, without what wraps them; marks such as `[0]` and `#id=1#` are no names. */
function pathOf(name: string): readonly string[] {
  return name
    .replace(/#.*$/, "")
    .split("::")
    .slice(1)
    .map((part) => part.replace(/\[\d+\]$/, ""))
    .filter((part) => !wrapping.test(part));
}

function depth(path: string): number {
  return path.split("::").length;
}

/** The iterator's own name, with a number where several are called so: counted from the source. */
function uniqueName(last: string, path: string, paths: readonly string[]): string {
  const same = paths.filter((other) => other.split("::").at(-1) === last);
  const position = same.indexOf(path);
  return position === 0 ? last : `${last} ${position + 1}`;
}

function annotatedStages(spans: readonly ForeignSpan[]): readonly ForeignStage[] {
  const byName = groupBy(spans, ({ name }) => stageName(name));
  const stages = [...byName].map(([name, own]) => ({ name, kind: annotatedKind(name), spans: own }));
  const rank = (kind: StageKind): number => (kind === "source" ? 0 : kind === "consume" ? 2 : 1);
  return stages.sort(
    (a, b) => rank(a.kind) - rank(b.kind) || a.spans[0]!.startSeconds - b.spans[0]!.startSeconds,
  );
}

/** `enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__` is the DataLoader; `Optimizer.step#SGD.step` is the optimizer's step. */
function stageName(name: string): string {
  return name.startsWith("enumerate(DataLoader)") ? "DataLoader" : name.replace(/#.*$/, "");
}

function annotatedKind(name: string): StageKind {
  if (name === "DataLoader") return "source";
  return /train|step|forward|backward|optimi[sz]er|loss/i.test(name) ? "consume" : "map";
}

function groupBy(
  spans: readonly ForeignSpan[],
  key: (span: ForeignSpan) => string,
): ReadonlyMap<string, readonly ForeignSpan[]> {
  const groups = new Map<string, ForeignSpan[]>();
  for (const span of spans) {
    const group = groups.get(key(span));
    if (group === undefined) groups.set(key(span), [span]);
    else group.push(span);
  }
  return groups;
}
