import type { DifferenceCause } from "../../model/pipeline-diff.ts";
import { isPending } from "../../pipeline/operator.ts";
import type { StageSpec, TransformSpec } from "../../pipeline/stage-spec.ts";
import type { Chance } from "./capture-outputs.ts";
import { compareOutputs } from "./compare-outputs.ts";
import { isWhole, snapshotValue } from "./snapshot-value.ts";

/** What is known of a stage whose outputs differ. */
export interface Suspect {
  readonly before: StageSpec | undefined;
  readonly after: StageSpec | undefined;
  /** What entered the earlier version of it; null where nobody saw it. */
  readonly inputs: readonly unknown[] | null;
  readonly tolerance: number;
  readonly chance: Chance;
}

/** Finds out whether a stage itself gives other outputs, by calling both versions of it on copies of the same inputs, with the same chance. */
export async function findCause(suspect: Suspect): Promise<DifferenceCause> {
  const { before, after, inputs, tolerance, chance } = suspect;
  if (!isCallable(before) || !isCallable(after)) return passesOn(before, after) ? "inputs" : "unknown";
  if (inputs === null || inputs.length === 0 || !inputs.every(isWhole)) return "unknown";
  try {
    const [was, is] = [await callOn(before, inputs, chance), await callOn(after, inputs, chance)];
    const { kind } = compareOutputs(was, is, tolerance);
    if (kind === "unknown") return "unknown";
    return kind === "different" ? "itself" : "inputs";
  } catch {
    // What cannot be called alone, such as one that needs what another stage has opened.
    return "unknown";
  }
}

function isCallable(spec: StageSpec | undefined): spec is TransformSpec {
  return spec?.kind === "map" || spec?.kind === "filter" || spec?.kind === "consume";
}

/** Whether both only regroup or hand on what comes in, in the same way. */
function passesOn(before: StageSpec | undefined, after: StageSpec | undefined): boolean {
  if (before === undefined || after === undefined || before.kind !== after.kind) return false;
  switch (before.kind) {
    case "cache":
    case "prefetch":
    case "unbatch":
    case "repeat":
      return true;
    case "batch":
      return after.kind === "batch" && before.size === after.size && before.collate === after.collate;
    case "shuffle":
      return after.kind === "shuffle" && before.bufferSize === after.bufferSize && before.seed === after.seed;
    default:
      return false;
  }
}

async function callOn(
  { name, fn }: TransformSpec,
  inputs: readonly unknown[],
  chance: Chance,
): Promise<readonly unknown[]> {
  const call = fn as (value: unknown, index: number) => unknown;
  const outputs: unknown[] = [];
  for (const [index, input] of inputs.entries()) {
    chance.callBegins(name, index);
    const output = call(snapshotValue(input), index);
    outputs.push(snapshotValue(isPending(output) ? await output : output));
  }
  return outputs;
}
