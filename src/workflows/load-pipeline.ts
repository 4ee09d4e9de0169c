import { resolve } from "node:path";
import { loadModule } from "../io/load-module.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import type { Parameters } from "../model/pipeline-profile.ts";
import type { Flow } from "../pipeline/flow.ts";
import { isPipeline, type Pipeline, withOrigin } from "../pipeline/pipeline.ts";

/**
 * The flow of a pipeline with its parameters.
 * @throws SoundingsError ("usage") when its builder throws
 */
export async function buildFlow(pipeline: Pipeline<unknown>): Promise<Flow<unknown>> {
  try {
    return withOrigin(await pipeline.build(), pipeline);
  } catch (thrown) {
    if (thrown instanceof SoundingsError) throw thrown;
    throw new SoundingsError("usage", `pipeline "${pipeline.name}" cannot be built: ${messageOf(thrown)}`, {
      hint: "give the parameters that its module asks for with --param key=value",
      cause: thrown,
    });
  }
}

/**
 * The pipeline that a module exports: its default export, or its only pipeline. It knows its module from then on. `isOwnCopy`
 * evaluates the module anew, with all that it imports.
 * @throws SoundingsError ("usage") when there is none, or more than one to choose from
 */
export async function loadPipeline(
  path: string,
  parameters: Parameters,
  { isOwnCopy = false }: { readonly isOwnCopy?: boolean } = {},
): Promise<Pipeline<unknown>> {
  return { ...(await exportedPipeline(path, isOwnCopy)).with(parameters), module: resolve(path) };
}

async function exportedPipeline(path: string, isOwnCopy: boolean): Promise<Pipeline<unknown>> {
  const exported = await loadModule(path, isOwnCopy);
  const byDefault = exported["default"];
  if (isPipeline(byDefault)) return byDefault;
  // A module that was compiled to CommonJS: what it exports by default is one level down.
  const compiled = (byDefault as { readonly default?: unknown } | null | undefined)?.default;
  if (isPipeline(compiled)) return compiled;
  const found = Object.entries(exported).filter((entry): entry is [string, Pipeline<unknown>] =>
    isPipeline(entry[1]),
  );
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only[1];
  if (found.length > 1) {
    throw new SoundingsError(
      "usage",
      `${path} exports ${found.length} pipelines: ${found.map(([name]) => name).join(", ")}`,
      {
        hint: "export the one to profile as default",
      },
    );
  }
  const names = Object.keys(exported);
  throw new SoundingsError(
    "usage",
    `${path} exports no pipeline (${names.length === 0 ? "nothing" : names.join(", ")})`,
    {
      hint: 'export one: export default pipeline("name", (params) => source("clips", ...).map("decode", ...))',
    },
  );
}
