import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import type { Example } from "../../src/model/example.ts";
import { measureClip } from "../../src/workflows/measure-clip.ts";

/** Reads, decodes and measures the file of one example, of any format. */
export async function measureFileExample({ id, path }: Example): Promise<ClipMeasurement> {
  return (await measureClip({ exampleId: id, path, withMeyda: false })).measurement;
}
