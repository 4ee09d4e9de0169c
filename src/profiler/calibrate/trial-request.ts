import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { type ThreadRequest, threadRequest } from "../../pipeline/threads.ts";

/** The threads in which a stage is tried; null where its functions cannot be found again in them. */
export function trialRequest(
  spec: TransformSpec,
  flow: Flow<unknown>,
  threadCount: number,
): ThreadRequest | null {
  if (flow.origin === undefined && spec.worker?.module === undefined) return null;
  return threadRequest(
    { ...spec, worker: { ...spec.worker, threadCount } },
    flow.stages.indexOf(spec),
    flow.origin,
  );
}
