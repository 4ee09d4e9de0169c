import { openDataset } from "../datasets/open-dataset.ts";
import type { Example } from "../model/example.ts";
import { type Flow, source } from "../pipeline/flow.ts";

/** How labels and groups are found; see `profile dataset`. */
export interface AudioFolderOptions {
  /** Name of the stage (default `source`). */
  readonly name?: string;
  /** Pattern of file names, such as `{label}_{group}_{index}.wav`. */
  readonly labelPattern?: string;
  /** Examples at most, in order of id. */
  readonly limit?: number;
}

/**
 * A source of the examples of an audio folder or a manifest, in order of id; nothing is decoded yet.
 * @throws SoundingsError ("usage"), once it is iterated, when there is nothing there
 */
export function audioFolder(path: string, options: AudioFolderOptions = {}): Flow<Example> {
  return source(options.name ?? "source", async function* () {
    const dataset = await openDataset(path, { labelPattern: options.labelPattern });
    yield* dataset.examples.slice(0, options.limit);
  });
}
