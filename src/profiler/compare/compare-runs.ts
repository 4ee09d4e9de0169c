import {
  isDifference,
  type PipelineDiff,
  type StageDiff,
  type StageOutcome,
} from "../../model/pipeline-diff.ts";
import type { StageSpec } from "../../pipeline/stage-spec.ts";
import type { CapturedRun, Chance, StageOutputs } from "./capture-outputs.ts";
import { compareOutputs } from "./compare-outputs.ts";
import { contractFacts, contractOf, factOf } from "./contract-facts.ts";
import { findCause } from "./find-cause.ts";

/** One version: its stages, and what came of running it twice with the same seed. */
export interface ComparedVersion {
  readonly specs: readonly StageSpec[];
  readonly run: CapturedRun;
  readonly again: CapturedRun;
}

/** How to compare. */
export interface CompareOptions {
  readonly tolerance: number;
  readonly chance: Chance;
}

/** What a comparison of two runs says. */
export type ComparedRuns = Pick<PipelineDiff, "stages" | "partsAt" | "hasOtherOutputs" | "hasDiffered">;

/** Compares two versions stage by stage, by name, and finds where they part and which stages are to blame. */
export async function compareRuns(
  before: ComparedVersion,
  after: ComparedVersion,
  options: CompareOptions,
): Promise<ComparedRuns> {
  const stages: StageDiff[] = [];
  for (const name of namesInOrder(before.run, after.run)) {
    const [was, is] = [indexOf(before.run, name), indexOf(after.run, name)];
    if (was === -1) stages.push(onlyIn("added", after.run.stages[is]!));
    else if (is === -1) stages.push(onlyIn("removed", before.run.stages[was]!));
    else stages.push(await compareStage({ before, after, was, is }, stages, options));
  }
  const [last, other] = [before.run.stages.at(-1), after.run.stages.at(-1)];
  const ends = compareOutputs(last?.values ?? [], other?.values ?? [], options.tolerance);
  const isCountChanged = before.run.hasEnded && after.run.hasEnded && last?.count !== other?.count;
  const areEndsRandom = [before, after].some((version) => !isSteady(version, version.run.stages.length - 1));
  const parting = stages.find(({ outcome }) => isDifference(outcome));
  return {
    stages,
    partsAt: parting?.name ?? null,
    hasOtherOutputs: isCountChanged || (ends.kind === "different" && !areEndsRandom),
    hasDiffered: parting !== undefined,
  };
}

/** A stage of both, by its place in each. */
interface Match {
  readonly before: ComparedVersion;
  readonly after: ComparedVersion;
  readonly was: number;
  readonly is: number;
}

async function compareStage(
  match: Match,
  above: readonly StageDiff[],
  { tolerance, chance }: CompareOptions,
): Promise<StageDiff> {
  const { before, after, was, is } = match;
  const [one, other] = [before.run.stages[was]!, after.run.stages[is]!];
  const { kind, values } = compareOutputs(one.values, other.values, tolerance);
  const contracts = [contractOf(one.values), contractOf(other.values)] as const;
  const facts = [...countFacts(match), ...contractFacts(...contracts, tolerance)];
  const isRandom = !isSteady(before, was) || !isSteady(after, is);
  const outcome = outcomeOf(kind, { facts, isRandom, isEmpty: values.comparedCount === 0 });
  const shared = { name: other.name, kind: other.kind, outcome, values, facts };
  const diff: StageDiff = { ...shared, before: contracts[0], after: contracts[1] };
  if (outcome === "equal" || outcome === "random" || outcome === "unread") return diff;
  const areInputsEqual = above.every((stage) => stage.outcome === "equal");
  if (areInputsEqual) return { ...diff, cause: "itself" };
  const suspect = { before: specOf(before, one.name), after: specOf(after, other.name), tolerance, chance };
  const inputs = was === 0 ? null : before.run.stages[was - 1]!.values;
  return { ...diff, cause: await findCause({ ...suspect, inputs }) };
}

/** Facts that hold whatever the values are: of a random stage only these can differ. */
const factsOfKind: ReadonlySet<string> = new Set([
  ...["outputCount", "dtype", "shape", "nanCount", "infinityCount", "sampleRatesHertz"],
]);

function outcomeOf(
  kind: "equal" | "close" | "different" | "unknown",
  {
    facts,
    isRandom,
    isEmpty,
  }: { readonly facts: StageDiff["facts"]; readonly isRandom: boolean; readonly isEmpty: boolean },
): StageOutcome {
  const hasOtherKind = facts.some(({ name, isSame }) => !isSame && factsOfKind.has(name));
  if (hasOtherKind) return "different";
  if (isRandom) return "random";
  if (kind === "unknown" || isEmpty) return "unread";
  return kind;
}

/** How many outputs there were; said only of pipelines that ended by themselves. */
function countFacts({ before, after, was, is }: Match): StageDiff["facts"] {
  if (!before.run.hasEnded || !after.run.hasEnded) return [];
  const counts = [before.run.stages[was]!.count, after.run.stages[is]!.count] as const;
  return [factOf("outputCount", counts, 0)];
}

/** Whether a stage gave the same twice. */
function isSteady({ run, again }: ComparedVersion, index: number): boolean {
  const [first, second] = [run.stages[index], again.stages[index]];
  return compareOutputs(first?.values ?? [], second?.values ?? [], 0).kind !== "different";
}

/** The stages of the later version, and those that are gone after the one that they stood after. */
function namesInOrder(before: CapturedRun, after: CapturedRun): readonly string[] {
  const names = after.stages.map(({ name }) => name);
  before.stages.forEach(({ name }, index) => {
    if (names.includes(name)) return;
    const previous = before.stages[index - 1]?.name;
    names.splice(previous === undefined ? 0 : names.indexOf(previous) + 1, 0, name);
  });
  return names;
}

function indexOf({ stages }: CapturedRun, name: string): number {
  return stages.findIndex((stage) => stage.name === name);
}

/** The stage's own declaration; undefined for one that runs by itself. */
function specOf({ specs }: ComparedVersion, name: string): StageSpec | undefined {
  return specs.find((spec) => spec.name === name && !("observed" in spec && spec.observed));
}

function onlyIn(outcome: "added" | "removed", { name, kind, values }: StageOutputs): StageDiff {
  const contract = contractOf(values);
  const sides = outcome === "added" ? { before: null, after: contract } : { before: contract, after: null };
  return { name, kind, outcome, facts: contractFacts(sides.before, sides.after, 0), ...sides };
}
