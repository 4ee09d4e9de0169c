/** Formats of images that are read. */
export type ImageFormat = "jpeg" | "png" | "webp";

/** How a file stores a pixel, in the words of its format; what a loader makes of it differs from mode to mode. */
export type PixelMode = "gray" | "gray-alpha" | "palette" | "rgb" | "rgba" | "cmyk";

/** What an image's header says. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Size as it is stored, before any turn that EXIF asks for. */
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly mode: PixelMode;
  /** Bits of one channel: 1 to 16; 8 for JPEG and WebP. Of a palette, those of an index. */
  readonly bitDepth: number;
  /** EXIF orientation, 1 to 8: 1 is upright, 6 is to be turned by 90 degrees clockwise; null where the file says none. */
  readonly orientation: number | null;
  /** Whether there is more than one picture in it: of an animation the first is measured. */
  readonly isAnimated: boolean;
}

/** Why an image gave less than its file promises. */
export interface ImageProblem {
  /** Kind of trouble; also the code of the finding it becomes. */
  readonly code:
    | "file-unreadable"
    | "file-empty"
    | "file-truncated"
    | "file-corrupt"
    | "header-invalid"
    | "image-too-large"
    | "codec-unsupported";
  /** What is wrong and where, in one sentence. */
  readonly reason: string;
}

/** Pixels, row by row from the top, channels of a pixel side by side. */
export interface PixelImage {
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** 1 gray, 2 gray and alpha, 3 red, green and blue, 4 those and alpha. */
  readonly channelCount: 1 | 2 | 3 | 4;
  /** 0..255. */
  readonly values: Uint8Array;
}

/** What the pixels of one image measure: as stored, alpha left aside, 16-bit channels by their upper byte. */
export interface PixelMeasurement {
  /** Mean luma, 0..255: (19595 R + 38470 G + 7471 B + 32768) >> 16 per pixel, Pillow's `convert("L")`. */
  readonly brightness: number;
  /** Standard deviation of luma over the pixels (divisor n), 0..127.5. */
  readonly contrast: number;
  /** Variance of the luma's Laplacian (4 neighbours, mirrored at the edges) at full size: the higher the sharper, or noisier. */
  readonly sharpness: number;
  /** Luma below which 5 % and 95 % of the pixels lie, 0..255: the least value that so many pixels reach or fall below. */
  readonly darkLuma: number;
  readonly lightLuma: number;
  /** Means of red, green and blue, 0..255; equal for gray. */
  readonly meanColor: readonly [number, number, number];
  /** Whether red, green and blue are equal in every pixel. */
  readonly isGray: boolean;
  /** Share of pixels that are not wholly opaque, 0..1; 0 without alpha. */
  readonly transparentShare: number;
  /**
   * 64-bit perceptual hash, 16 hex digits: signs, against their median, of the 8 x 8 lowest frequencies (DCT) of the luma of the picture
   * averaged down to 32 x 32. Null for a picture of one colour, which looks like any other.
   */
  readonly perceptualHash: string | null;
}

/** What one example gave, whatever its state: all that the report needs of a file, and no pixels. */
export interface ImageMeasurement {
  /** The example's `id`. */
  readonly exampleId: string;
  /** Size of the file. */
  readonly sizeBytes: number;
  /** What the file is; null when its header could not be read. */
  readonly header: ImageHeader | null;
  /** SHA-256 of the decoded pixels with their size and mode, hex; null when nothing was decoded. */
  readonly pixelSha256: string | null;
  /** What its pixels measure; null when none were decoded. */
  readonly pixels: PixelMeasurement | null;
  /** Why the file gave less than it promises; null when it is whole. */
  readonly problem: ImageProblem | null;
}
