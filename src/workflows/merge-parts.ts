import { mergeParts, missingShards, whyApart } from "../explore/dataset-part.ts";
import { exists } from "../io/files.ts";
import { readPart } from "../io/part-store.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import { SoundingsError } from "../model/errors.ts";
import { type DescribedPart, describePart, type ReportOptions } from "./report-part.ts";

/**
 * `profile merge`: the report of a dataset from the parts of all its shards, in any order, equal to that of one run where the audio
 * can be read; where it cannot, pairs that sound alike are reported as unverified.
 * @throws SoundingsError ("usage") when they are not parts of one whole, shards are missing, or there is no `dataPath`
 */
export async function mergePartFiles(
  paths: readonly string[],
  options: ReportOptions,
): Promise<DescribedPart> {
  const [first, ...others] = paths;
  if (first === undefined) throw new SoundingsError("usage", "there is no part to merge");
  let merged = await readPart(first);
  for (const path of others) {
    const part = await readPart(path);
    const difference = whyApart(merged, part);
    if (difference !== null) {
      throw new SoundingsError("usage", `${first} and ${path} are no parts of one whole: ${difference}`, {
        hint: "make all shards anew, with the same options and version, from the same files",
      });
    }
    merged = mergeParts(merged, part);
  }
  checkWhole(merged);
  const { dataPath } = options;
  if (dataPath !== undefined && !(await exists(dataPath))) {
    throw new SoundingsError("usage", `there is no ${dataPath}`, {
      hint: "--data names the folder or manifest that the shards were measured from, as it is here",
    });
  }
  return describePart(merged, options);
}

function checkWhole(part: DatasetPart): void {
  const missing = missingShards(part);
  if (missing.length === 0) return;
  const shards = missing.map((shard) => `${shard}/${part.shardCount}`).join(", ");
  throw new SoundingsError("usage", `the parts are not the whole: missing ${shards}`, {
    hint: `profile dataset ${part.source} --shard ${missing[0]}/${part.shardCount} --out part-${missing[0]}.json`,
  });
}
