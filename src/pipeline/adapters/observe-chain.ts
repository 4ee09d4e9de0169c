import { SoundingsError } from "../../model/errors.ts";
import { type Flow, source } from "../flow.ts";
import type { ObservedPart, PartWatch } from "../observed-part.ts";
import { end, type Operator, type Pulled } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import { stageError } from "../stage-error.ts";
import { functionLink, type GeneratorStage, generatorLink, sourceLink } from "./generator-link.ts";
import type { Elements, Link } from "./link.ts";
import { isNodeStream, nodeStreamLink } from "./node-stream-link.ts";
import { nameStages } from "./stage-names.ts";
import { openTurns } from "./turns.ts";
import {
  isWebPair,
  isWebReadable,
  isWebWritable,
  webPairLink,
  webSinkLink,
  webSourceLink,
} from "./web-stream-link.ts";

/** A list of plain functions after a source is a flow of our own: it runs in our runtime, and every change of it can be tried. */
export function flowOfFunctions(parts: readonly unknown[], names: readonly string[]): Flow<unknown> | null {
  const [first, ...functions] = parts;
  const isPlain = (part: unknown): part is (value: unknown) => unknown =>
    typeof part === "function" && !isGeneratorFunction(part);
  if (isStream(first) || functions.length === 0 || !functions.every(isPlain)) return null;
  const labels = nameStages(
    ["source", ...functions.map(({ name }) => (name === "" ? "map" : name))].map(
      (label, index) => names[index] ?? label,
    ),
  );
  const open = (): Iterable<unknown> => (typeof first === "function" ? first() : first) as Iterable<unknown>;
  return functions.reduce<Flow<unknown>>(
    (flow, fn, index) => flow.map(labels[index + 1]!, fn),
    source(labels[0]!, open),
  );
}

/**
 * A chain of streams, generators and functions as a part that is watched from outside. Node.js streams that stand side by side
 * are piped, as `pipeline()` and `compose` do.
 */
export function observeChain(parts: readonly unknown[], names: readonly string[]): ObservedPart {
  const links = parts.map((part, index) => linkOf(part, index, parts.length));
  const stageNames = nameStages(links.map(({ label }, index) => names[index] ?? label));
  return {
    stages: links.map(({ kind }, index) => ({ name: stageNames[index]!, kind, concurrency: 1 })),
    examplesPerOutput: 1,
    open: (watch) => openChain(links, stageNames, watch),
  };
}

function linkOf(part: unknown, index: number, count: number): Link {
  const isFirst = index === 0;
  if (isNodeStream(part)) return nodeStreamLink(part, isFirst);
  if (isFirst) return isWebReadable(part) ? webSourceLink(part) : firstLink(part);
  if (isWebPair(part)) return webPairLink(part);
  if (index === count - 1 && isWebWritable(part)) return webSinkLink(part);
  if (isGeneratorFunction(part)) return generatorLink(part);
  if (typeof part === "function") return functionLink(part as (value: unknown) => unknown);
  throw new SoundingsError("usage", `part ${index + 1} of the pipeline is no stream, generator or function`, {
    hint: "list what elements pass through in order: a source first, then functions, generator functions or streams",
  });
}

function firstLink(part: unknown): Link {
  if (typeof part === "function") return sourceLink(part, part.name === "" ? "source" : part.name);
  return sourceLink(part, "source");
}

function openChain(
  links: readonly Link[],
  names: readonly string[],
  { probes }: PartWatch,
): Operator<unknown> {
  const turns = openTurns();
  let failure: { readonly error: unknown } | undefined;
  let reject = (_: unknown): void => {};
  let last: Elements | null = null;
  links.forEach((link, index) => {
    const fail = (thrown: unknown): void => {
      failure ??= { error: stageError(names[index]!, null, null, thrown) };
      reject(failure.error);
    };
    last = link.connect(last, {
      name: names[index]!,
      probe: probes[index] ?? silent,
      turns,
      fail,
    });
  });
  const elements = last as Elements | null;
  const pull = async (): Promise<Pulled<unknown>> => {
    if (failure !== undefined) throw failure.error;
    const step = await new Promise<IteratorResult<unknown>>((resolve, rejectPull) => {
      reject = rejectPull;
      elements!.next().then(resolve, rejectPull);
    });
    return step.done ? end : step.value;
  };
  return { pull, close: async () => elements?.close() };
}

function isStream(part: unknown): boolean {
  return isNodeStream(part) || isWebReadable(part);
}

function isGeneratorFunction(part: unknown): part is GeneratorStage {
  return typeof part === "function" && /Generator/.test(part.constructor.name);
}

/** Nobody watches. */
const silent: StageProbe = {
  starving() {},
  took() {},
  began: () => 0,
  returned() {},
  settled() {},
  ran() {},
  threadsOpened() {},
  emitted() {},
  tookOver() {},
  gaveWay() {},
  suspended() {},
  continued() {},
  cancelled() {},
};
