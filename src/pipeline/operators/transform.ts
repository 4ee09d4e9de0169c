import { type Eventually, isPending, type Operator } from "../operator.ts";
import type { StageProbe } from "../probe.ts";
import type { TransformSpec } from "../stage-spec.ts";
import { openCalls } from "./calls.ts";
import { dropped } from "./slot-window.ts";

type Call = (input: unknown, index: number) => Eventually<unknown>;

/** Runs `map`, `filter` and `consume`: one call per input. */
export function openTransform(
  spec: TransformSpec,
  above: Operator<unknown>,
  probe: StageProbe | undefined,
): Operator<unknown> {
  const fn = spec.fn as Call;
  const outcomes = { map: fn, filter: keepIf(fn), consume: handOn(fn) };
  return openCalls(
    { name: spec.name, concurrency: spec.concurrency, call: outcomes[spec.kind] },
    above,
    probe,
  );
}

function keepIf(predicate: Call): Call {
  return (input, index) => {
    const answer = predicate(input, index);
    if (isPending(answer)) return answer.then((keep) => (keep ? input : dropped));
    return answer ? input : dropped;
  };
}

function handOn(use: Call): Call {
  return (input, index) => {
    const done = use(input, index);
    return isPending(done) ? done.then(() => input) : input;
  };
}
