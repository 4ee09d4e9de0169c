import type {
  CpuDrillDown,
  CpuProfile,
  CpuProfileNode,
  SampledFunction,
  StageFunctions,
} from "../model/cpu-profile.ts";
import type { RunRecord, Slice } from "./run-record.ts";

/** A profile, when it began, and whose code is not the user's. */
export interface ProfiledCode {
  readonly profile: CpuProfile;
  /** On the clock of the record, in seconds. */
  readonly startSeconds: number;
  /** Where the modules of this package are: their functions are nobody's. */
  readonly ownUrl: string;
  /** Path of the working folder, with a slash at its end: places within it are named from there on. */
  readonly folder: string;
}

/** One sample of the run. */
interface Sample {
  readonly node: CpuProfileNode;
  /** Its place in the profile. */
  readonly index: number;
  readonly atSeconds: number;
  readonly seconds: number;
}

/** A sample whose stage is known. */
interface StagedSample extends Sample {
  readonly stageIndex: number;
}

const mostFunctions = 20;

/**
 * Which stage each sample of a run belongs to, by the slice of the main thread that it fell into. What runs behind an `await` is in no slice: it
 * belongs to the stage in whose slices alone a function of its stack was seen.
 */
export function stageSamples(record: RunRecord, code: ProfiledCode): readonly StagedSample[] {
  const samples = samplesOf(record, code);
  const inSlices = withSlices(samples, record.slices);
  const stacks = stacksOf(code.profile);
  const owners = ownersOf(inSlices, stacks, code.ownUrl);
  return samples.flatMap((sample, index) => {
    const stageIndex =
      inSlices[index]?.stageIndex ??
      stacks
        .get(sample.node.id)
        ?.map((node) => owners.get(keyOf(node)))
        .find((owner) => owner !== undefined && owner !== null);
    return stageIndex === undefined || stageIndex === null ? [] : [{ ...sample, stageIndex }];
  });
}

/** The functions that stages spent their main-thread time in. */
export function sampledFunctions(record: RunRecord, code: ProfiledCode): CpuDrillDown {
  const staged = stageSamples(record, code);
  const sampleCount = samplesOf(record, code).length;
  const stacks = stacksOf(code.profile);
  return {
    sampleCount,
    attributedShare: sampleCount === 0 ? 0 : staged.length / sampleCount,
    stages: record.stages.flatMap(({ name }, index) => {
      const own = staged.filter(({ stageIndex }) => stageIndex === index);
      return own.length === 0 ? [] : [stageFunctions(name, own, { stacks, ...code })];
    }),
  };
}

/** The profile of one stage alone: in place of all other samples the thread is idle. It stays a valid `.cpuprofile`. */
export function profileOfStage(record: RunRecord, code: ProfiledCode, stageName: string): CpuProfile {
  const { profile } = code;
  const stageIndex = record.stages.findIndex(({ name }) => name === stageName);
  const kept = new Set(
    stageSamples(record, code)
      .filter((sample) => sample.stageIndex === stageIndex)
      .map(({ index }) => index),
  );
  const known = profile.nodes.find(({ callFrame }) => callFrame.functionName === "(idle)");
  const idleId = known?.id ?? profile.nodes.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
  const [root, ...others] = profile.nodes;
  const frame = { functionName: "(idle)", scriptId: "0", url: "", lineNumber: -1, columnNumber: -1 };
  const nodes: readonly CpuProfileNode[] =
    known !== undefined || root === undefined
      ? profile.nodes
      : [
          { ...root, children: [...(root.children ?? []), idleId] },
          ...others,
          { id: idleId, callFrame: frame, hitCount: 0 },
        ];
  const samples = profile.samples.map((id, index) => (kept.has(index) ? id : idleId));
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  return {
    ...profile,
    samples,
    nodes: nodes.map((node) => ({ ...node, hitCount: hits.get(node.id) ?? 0 })),
  };
}

/** The samples between the first and the last snapshot in which the thread did something. */
function samplesOf(record: RunRecord, { profile, startSeconds }: ProfiledCode): readonly Sample[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const from = record.snapshots[0]?.timeSeconds ?? 0;
  const to = record.snapshots.at(-1)?.timeSeconds ?? 0;
  let atSeconds = startSeconds;
  return profile.samples.flatMap((id, index) => {
    const seconds = (profile.timeDeltas[index] ?? 0) / 1e6;
    atSeconds += seconds;
    const node = nodes.get(id);
    const isIdle = node === undefined || ["(idle)", "(root)"].includes(node.callFrame.functionName);
    return isIdle || atSeconds < from || atSeconds > to ? [] : [{ node, index, atSeconds, seconds }];
  });
}

/** The slice that each sample fell into; undefined where it fell into none. */
function withSlices(
  samples: readonly Sample[],
  slices: readonly Slice[],
): readonly (StagedSample | undefined)[] {
  const sorted = [...slices].sort((a, b) => a.endSeconds - b.endSeconds);
  let next = 0;
  return samples.map((sample) => {
    while (next < sorted.length && sorted[next]!.endSeconds < sample.atSeconds) next++;
    const slice = sorted[next];
    if (slice === undefined || slice.startSeconds > sample.atSeconds) return undefined;
    return { ...sample, stageIndex: slice.stageIndex };
  });
}

/** The functions of each node's stack, its own first. */
function stacksOf({ nodes }: CpuProfile): ReadonlyMap<number, readonly CpuProfileNode[]> {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])));
  return new Map(
    nodes.map((node) => {
      const stack: CpuProfileNode[] = [];
      for (let at: CpuProfileNode | undefined = node; at !== undefined; at = parents.get(at.id))
        stack.push(at);
      return [node.id, stack];
    }),
  );
}

/** The only stage in whose slices a function of the user was seen; null for one that was seen in several. */
function ownersOf(
  inSlices: readonly (StagedSample | undefined)[],
  stacks: ReturnType<typeof stacksOf>,
  ownUrl: string,
): ReadonlyMap<string, number | null> {
  const owners = new Map<string, number | null>();
  for (const sample of inSlices) {
    if (sample === undefined) continue;
    for (const node of stacks.get(sample.node.id) ?? []) {
      if (!isOfUser(node, ownUrl)) continue;
      const known = owners.get(keyOf(node));
      owners.set(keyOf(node), known === undefined || known === sample.stageIndex ? sample.stageIndex : null);
    }
  }
  return owners;
}

function isOfUser({ callFrame: { url } }: CpuProfileNode, ownUrl: string): boolean {
  return url !== "" && !url.startsWith("node:") && !url.startsWith(ownUrl);
}

function stageFunctions(
  name: string,
  samples: readonly StagedSample[],
  { stacks, ownUrl, folder }: { readonly stacks: ReturnType<typeof stacksOf> } & ProfiledCode,
): StageFunctions {
  const seconds = samples.reduce((sum, sample) => sum + sample.seconds, 0);
  const found = new Map<string, { node: CpuProfileNode; selfSeconds: number; totalSeconds: number }>();
  for (const sample of samples) {
    const seen = new Set<string>();
    for (const [depth, node] of (stacks.get(sample.node.id) ?? []).entries()) {
      // The runtime is below every stage, and (root) below everything.
      if (depth > 0 && !isOfUser(node, ownUrl)) continue;
      const key = keyOf(node);
      const entry = found.get(key) ?? { node, selfSeconds: 0, totalSeconds: 0 };
      if (depth === 0) entry.selfSeconds += sample.seconds;
      if (!seen.has(key)) entry.totalSeconds += sample.seconds;
      seen.add(key);
      found.set(key, entry);
    }
  }
  const functions = [...found.values()]
    .sort((a, b) => b.selfSeconds - a.selfSeconds || b.totalSeconds - a.totalSeconds)
    .slice(0, mostFunctions)
    .map(
      ({ node, selfSeconds, totalSeconds }): SampledFunction => ({
        ...{
          name: node.callFrame.functionName || "(anonymous)",
          place: placeOf(node, folder),
          selfSeconds,
          totalSeconds,
        },
        selfShare: seconds === 0 ? 0 : selfSeconds / seconds,
      }),
    );
  return { name, sampleCount: samples.length, seconds, functions };
}

function keyOf({ callFrame: { functionName, url, lineNumber, columnNumber } }: CpuProfileNode): string {
  return `${functionName} ${url}:${lineNumber}:${columnNumber}`;
}

function placeOf({ callFrame: { url, lineNumber } }: CpuProfileNode, folder: string): string | null {
  if (url === "") return null;
  const path = url.replace(/^file:\/\//, "");
  return `${path.startsWith(folder) ? path.slice(folder.length) : path}:${lineNumber + 1}`;
}
