import { createHash } from "node:crypto";
import { messageOf } from "../../model/errors.ts";
import type { ImageHeader, ImageProblem, PixelImage } from "../../model/image-measurement.ts";
import { openMedia, readMediaBytes } from "../open-media.ts";
import { decodeImage, mostPixels } from "./decode-image.ts";
import { sniffImage } from "./sniff-image.ts";

/** Bytes of a file that is read at most: 512 MB. */
const mostBytes = 2 ** 29;

/** What one file gave. */
export interface ReadImage {
  readonly sizeBytes: number;
  readonly header: ImageHeader | null;
  /** Null when nothing was decoded. */
  readonly image: PixelImage | null;
  /** SHA-256 of the pixels with their size and mode, hex; null when nothing was decoded. */
  readonly pixelSha256: string | null;
  readonly problem: ImageProblem | null;
}

type Described = Pick<ReadImage, "sizeBytes" | "header" | "problem">;

/** Reads the header of an image and checks its structure; decodes nothing. Never throws for bad data. */
export function readImageHeader(path: string): Described {
  return describe(path).described;
}

/** Reads and decodes one image. Never throws for bad data. */
export async function readImage(path: string): Promise<ReadImage> {
  const { described, bytes } = describe(path);
  const nothing = { ...described, image: null, pixelSha256: null };
  const { header } = described;
  if (header === null || bytes === null || isTooLarge(header)) return nothing;
  try {
    const { image, rawBytes, warning } = await decodeImage(bytes, header);
    const damage =
      warning === null ? null : { code: "file-corrupt" as const, reason: `decoded in part: ${warning}` };
    return {
      ...described,
      image,
      pixelSha256: hashOf(image, rawBytes),
      problem: described.problem ?? damage,
    };
  } catch (error) {
    const reason = `it cannot be decoded: ${messageOf(error).trim().split("\n")[0]}`;
    return { ...nothing, problem: described.problem ?? { code: "file-unreadable", reason } };
  }
}

function describe(path: string): { described: Described; bytes: Buffer | null } {
  let sizeBytes = 0;
  try {
    const media = openMedia(path);
    sizeBytes = media.sizeBytes;
    media.close();
    if (sizeBytes > mostBytes) {
      const reason = `the file has ${sizeBytes} bytes; up to ${mostBytes} are read`;
      return {
        described: { sizeBytes, header: null, problem: { code: "image-too-large", reason } },
        bytes: null,
      };
    }
    const read = readMediaBytes(path);
    const bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    const { header, problem } = sniffImage(bytes);
    const large = header !== null && isTooLarge(header) ? tooLarge(header) : null;
    return { described: { sizeBytes, header, problem: large ?? problem }, bytes };
  } catch (error) {
    const problem = { code: "file-unreadable", reason: `it cannot be opened: ${messageOf(error)}` } as const;
    return { described: { sizeBytes, header: null, problem }, bytes: null };
  }
}

function isTooLarge({ widthPixels, heightPixels }: ImageHeader): boolean {
  return widthPixels * heightPixels > mostPixels;
}

function tooLarge({ widthPixels, heightPixels }: ImageHeader): ImageProblem {
  const reason = `its header announces ${widthPixels} x ${heightPixels} pixels; up to ${mostPixels} are decoded`;
  return { code: "image-too-large", reason };
}

function hashOf({ widthPixels, heightPixels, channelCount }: PixelImage, rawBytes: Uint8Array): string {
  return createHash("sha256")
    .update(`${widthPixels} ${heightPixels} ${channelCount} ${rawBytes.length}\n`)
    .update(rawBytes)
    .digest("hex");
}
