import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import type { Example } from "../../src/model/example.ts";
import { measureFileExample } from "./measure-file-example.ts";
import { sharedData } from "./requirements.ts";

/** The environmental sounds of shared/data/esc10, decoded and measured: label = category, split = fold. */
export async function readEsc10(): Promise<{
  readonly dataset: Dataset;
  readonly measurements: readonly ClipMeasurement[];
}> {
  const folder = sharedData("esc10");
  const [, ...lines] = readFileSync(join(folder, "labels.csv"), "utf8").trim().split(/\r?\n/);
  const examples = lines.map((line): Example => {
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
  const dataset: Dataset = { name: "esc10", source: folder, layout: "manifest", examples, findings: [] };
  const measurements: ClipMeasurement[] = [];
  for (const example of examples) measurements.push(await measureFileExample(example));
  return { dataset, measurements };
}
