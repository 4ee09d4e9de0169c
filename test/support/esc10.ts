import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import type { Example } from "../../src/model/example.ts";
import { measureFileExample } from "./measure-file-example.ts";
import { sharedData } from "./requirements.ts";

const folder = sharedData("esc10");

/** The environmental sounds of shared/data/esc10: label = category, split = fold. */
export function listEsc10(): readonly Example[] {
  const [, ...lines] = readFileSync(join(folder, "labels.csv"), "utf8").trim().split(/\r?\n/);
  return lines.map((line): Example => {
    const [path = "", , fold = null, , label = null, recording = null] = line.split(",");
    return {
      id: path,
      path: join(folder, "audio", path),
      label,
      split: fold,
      group: recording,
      attributes: {},
    };
  });
}

/** The same, decoded and measured. */
export async function readEsc10(): Promise<{
  readonly dataset: Dataset;
  readonly measurements: readonly ClipMeasurement[];
}> {
  const examples = listEsc10();
  const dataset: Dataset = { name: "esc10", source: folder, layout: "manifest", examples, findings: [] };
  const measurements: ClipMeasurement[] = [];
  for (const example of examples) measurements.push(await measureFileExample(example));
  return { dataset, measurements };
}
