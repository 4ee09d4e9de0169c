import { SoundingsError } from "../../model/errors.ts";
import type { ObservedPart, PartWatch } from "../observed-part.ts";
import { end, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { stageError } from "../stage-error.ts";
import { functionNames } from "./dataset-names.ts";
import { disposeTensors } from "./read-tensors.ts";
import { nameStages } from "./stage-names.ts";
import {
  type FoundStage,
  findStages,
  inOrder,
  openChains,
  stageOf,
  type TensorIterator,
} from "./tensor-iterators.ts";
import { watchIterators } from "./watch-tensor-iterators.ts";

/** A dataset of tf.data, as far as it matters here. */
export interface TensorDataset {
  iterator(): Promise<TensorIterator>;
  map(fn: never): unknown;
  mapAsync(fn: never): unknown;
}

/** Whether `value` is a dataset of tf.data. */
export function isDataset(value: unknown): value is TensorDataset {
  const dataset = value as Partial<TensorDataset> | null;
  return (
    typeof dataset === "object" &&
    dataset !== null &&
    typeof dataset.iterator === "function" &&
    typeof dataset.mapAsync === "function"
  );
}

/**
 * A dataset of tf.data as a part that is watched from outside: its own iterators run, and each `map`, `filter`, `batch`,
 * `shuffle`, `prefetch`, `zip` is a stage.
 * @param names names of the stages in order; others are called after their functions, or what they do
 */
export async function observeDataset(
  dataset: TensorDataset,
  names: readonly string[] = [],
): Promise<ObservedPart> {
  const run = new DatasetRun(dataset);
  const last = await run.prepare();
  const found = inOrder(last);
  const stageNames = nameStages(
    withFunctionNames(last, functionNames(dataset)).map((label, index) => names[index] ?? label),
  );
  return {
    stages: found.map((stage, index) => stageOf(stage, stageNames[index]!)),
    examplesPerOutput: found.reduce((size, stage) => (stage.kind === "batch" ? size * stage.size : size), 1),
    open: (watch) => run.open(watch, stageNames),
  };
}

/** Labels of stages, with the names of the functions on the way from the last one to its first source where these are known. */
function withFunctionNames(last: FoundStage, names: readonly string[]): readonly string[] {
  const labels = new Map<FoundStage, string>();
  const rest = [...names];
  for (let stage: FoundStage | undefined = last; stage !== undefined; [stage] = stage.feeds) {
    if (stage.kind !== "map" && stage.iterator.predicate === undefined) continue;
    labels.set(stage, rest.shift() || stage.label);
  }
  return inOrder(last).map((stage) => labels.get(stage) ?? stage.label);
}

/** Opens iterators of one dataset; the one that was made to find out its stages is the first to run. */
class DatasetRun {
  readonly #dataset: TensorDataset;
  #prepared: Promise<FoundStage> | undefined;
  /** Told of the parts of a repeated dataset. */
  #onPart: (part: TensorIterator, index: number) => void = () => {};

  constructor(dataset: TensorDataset) {
    this.#dataset = dataset;
  }

  prepare(): Promise<FoundStage> {
    this.#prepared ??= this.#open();
    return this.#prepared;
  }

  async #open(): Promise<FoundStage> {
    const iterator = await this.#dataset.iterator();
    await openChains(iterator, async (part, index) => {
      if (index > 0) await openChains(part, () => {});
      this.#onPart(part, index);
    });
    return findStages(iterator);
  }

  open(watch: PartWatch, names: readonly string[]): Operator<unknown> {
    const prepared = this.prepare();
    this.#prepared = undefined;
    const failure = new Failure(names, watch.probes);
    const iterator = prepared.then((last) => {
      if (watch.probes.length > 0) this.#watch(last, watch, failure);
      return last.iterator;
    });
    let isClosed = false;
    let previous: unknown;
    const pull = async (): Promise<Pulled<unknown>> => {
      if (isClosed) return end;
      if (watch.ownsOutputs) disposeTensors(previous);
      try {
        const result = await (await iterator).next();
        previous = result.value;
        return result.done ? end : result.value;
      } catch (thrown) {
        throw failure.explain(thrown);
      }
    };
    const close = async (): Promise<void> => {
      isClosed = true;
    };
    return { pull, close };
  }

  #watch(last: FoundStage, watch: PartWatch, failure: Failure): void {
    const { probes, readsTensors } = watch;
    const context = { readsTensors, onFailure: failure.note };
    const attach = (tree: FoundStage, from: number, reader?: StageProbe): void => {
      const stages = inOrder(tree).map((stage, index) => ({ stage, probe: probes[from + index]! }));
      watchIterators(stages, tree, { ...context, reader });
    };
    attach(last, 0);
    const all = inOrder(last);
    const repeated = all.find(({ kind }) => kind === "repeat");
    const [first] = repeated?.feeds ?? [];
    if (repeated === undefined || first === undefined) return;
    const from = all.indexOf(inOrder(first)[0]!);
    this.#onPart = (part, index) => {
      watch.epochBegan(index);
      if (index === 0) return;
      const tree = findStages(part);
      if (inOrder(tree).length !== inOrder(first).length) {
        throw new SoundingsError("run", "a repeated dataset has other stages in a later epoch");
      }
      attach(tree, from, probes[all.indexOf(repeated)]);
    };
  }
}

/** What a stage threw, kept so that the error names it: tf.data hands on the bare error. */
class Failure {
  readonly #names: readonly string[];
  readonly #probes: readonly StageProbe[];
  #noted: { readonly probe: StageProbe; readonly input: unknown; readonly thrown: unknown } | undefined;

  constructor(names: readonly string[], probes: readonly StageProbe[]) {
    this.#names = names;
    this.#probes = probes;
  }

  readonly note = (failure: {
    readonly probe: StageProbe;
    readonly input: unknown;
    readonly thrown: unknown;
  }): void => {
    this.#noted = failure;
  };

  explain(thrown: unknown): unknown {
    if (this.#noted === undefined) return thrown;
    const name = this.#names[this.#probes.indexOf(this.#noted.probe)] ?? "";
    return stageError(name, this.#noted.input, null, this.#noted.thrown);
  }
}
