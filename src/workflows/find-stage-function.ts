import { fileURLToPath } from "node:url";
import { loadModule } from "../io/load-module.ts";
import type { ThreadFunction } from "../io/serve-stage.ts";
import { SoundingsError } from "../model/errors.ts";
import type { FunctionPlace } from "../pipeline/threads.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";

/**
 * The function that a stage's thread has to call: an export of a module, or that of the same stage of the pipeline, built anew.
 * @throws SoundingsError ("usage") when it is not there
 */
export async function findStageFunction(place: FunctionPlace, stageName: string): Promise<ThreadFunction> {
  const module = place.module.startsWith("file:") ? fileURLToPath(place.module) : place.module;
  return place.kind === "export"
    ? exportedFunction(module, place.exportName, stageName)
    : builtFunction(module, place, stageName);
}

async function exportedFunction(
  module: string,
  exportName: string,
  stageName: string,
): Promise<ThreadFunction> {
  const exported = (await loadModule(module))[exportName];
  if (typeof exported === "function") return exported as ThreadFunction;
  throw new SoundingsError(
    "usage",
    `${module} exports no function "${exportName}" for the threads of stage "${stageName}"`,
    { hint: 'name the export: { worker: { module, exportName: "augment" } }' },
  );
}

async function builtFunction(
  module: string,
  place: FunctionPlace & { readonly kind: "stage" },
  stageName: string,
): Promise<ThreadFunction> {
  const flow = await buildFlow(await loadPipeline(module, place.parameters));
  // By its name: a change that is tried may have added stages above it.
  const spec = flow.stages.find(({ name }) => name === stageName);
  if (spec !== undefined && "fn" in spec) return spec.fn as ThreadFunction;
  throw new SoundingsError(
    "usage",
    `built anew in a thread, the pipeline of ${module} has no stage "${stageName}"`,
    { hint: "build the same stages whenever the parameters are the same" },
  );
}
