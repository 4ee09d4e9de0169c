import type { FailOnOptions, Sharp, SharpConstructor } from "sharp";
import { messageOf, SoundingsError } from "../../model/errors.ts";
import type { ImageHeader, PixelImage } from "../../model/image-measurement.ts";

/** Pixels of an image that is decoded at most: 64 million, 256 MB with four channels. */
export const mostPixels = 2 ** 26;

/** Decoded pixels, and what else tells one picture from another. */
export interface DecodedImage {
  readonly image: PixelImage;
  /** All bytes that were decoded: of 16-bit channels both. */
  readonly rawBytes: Uint8Array;
  /** What the decoder had to say of damage that it got over; null when nothing. */
  readonly warning: string | null;
}

/**
 * The pixels of a JPEG, PNG or WebP file as they are stored: colour profiles and EXIF orientation are not applied. Of a damaged file what the
 * decoder could make of it, with its warning.
 * @throws what the decoder says when it can make nothing of it
 */
export async function decodeImage(bytes: Uint8Array, header: ImageHeader): Promise<DecodedImage> {
  try {
    return await decode(bytes, header, "warning");
  } catch (error) {
    const image = await decode(bytes, header, "none");
    return { ...image, warning: firstLine(messageOf(error)) };
  }
}

async function decode(bytes: Uint8Array, header: ImageHeader, failOn: FailOnOptions): Promise<DecodedImage> {
  const isDeep = header.bitDepth === 16;
  const sharp = await loadSharp();
  const opened = sharp(bytes, { failOn, limitInputPixels: mostPixels, ignoreIcc: true });
  const { data, info } = await inItsSpace(opened, header)
    .raw({ depth: isDeep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width: widthPixels, height: heightPixels } = info;
  const channelCount = info.channels as PixelImage["channelCount"];
  const values = isDeep ? upperBytes(data) : data;
  return { image: { widthPixels, heightPixels, channelCount, values }, rawBytes: data, warning: null };
}

// Loaded with the first image: a start without images shall not wait for it.
let sharpModule: SharpConstructor | null = null;

/**
 * The decoder, set up so that one picture is decoded at a time in each thread, and none twice.
 * @throws SoundingsError ("run") where the package has no build for this machine
 */
export async function loadSharp(): Promise<SharpConstructor> {
  if (sharpModule !== null) return sharpModule;
  const { default: sharp } = await import("sharp").catch((cause: unknown) => {
    throw new SoundingsError(
      "run",
      `the decoder of images cannot be loaded: ${firstLine(messageOf(cause))}`,
      {
        hint: "npm install --include=optional sharp brings the build for this machine; --headers-only needs none",
        cause,
      },
    );
  });
  sharp.cache(false);
  sharp.concurrency(1);
  sharpModule = sharp;
  return sharp;
}

/** Gray stays gray; everything else becomes red, green and blue: of gray with alpha the decoder would drop the alpha. */
function inItsSpace(image: Sharp, { mode, bitDepth }: ImageHeader): Sharp {
  const isGray = mode === "gray";
  if (bitDepth === 16) return image.toColourspace(isGray ? "grey16" : "rgb16");
  return image.toColourspace(isGray ? "b-w" : "srgb");
}

/** The upper byte of each little-endian number of 16 bits. */
function upperBytes(data: Uint8Array): Uint8Array {
  const upper = new Uint8Array(data.length / 2);
  for (let at = 0; at < upper.length; at++) upper[at] = data[2 * at + 1]!;
  return upper;
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]!.trim();
}
