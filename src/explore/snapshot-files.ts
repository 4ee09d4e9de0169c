import type { DatasetSnapshot } from "../model/dataset-snapshot.ts";
import { type FilePart, isImagePart } from "../model/image-part.ts";
import type { FileReport } from "../model/image-report.ts";
import { snapshotImages } from "./images/snapshot-images.ts";
import { snapshotDataset } from "./snapshot-dataset.ts";

/** What of a measured dataset others are compared with, whatever its files hold. */
export function snapshotFiles(part: FilePart, { findings }: Pick<FileReport, "findings">): DatasetSnapshot {
  return isImagePart(part) ? snapshotImages(part, findings) : snapshotDataset(part, findings);
}
