import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { seededRandom } from "../../src/stats/random.ts";

/** Size of a scene. */
export interface SceneSize {
  readonly widthPixels?: number;
  readonly heightPixels?: number;
}

/** A smooth coloured picture of its own for each seed, with a little noise: what photographs are like to codecs and hashes. */
export function scene(seed: number, { widthPixels = 96, heightPixels = 64 }: SceneSize = {}): Sharp {
  const random = seededRandom(1000 + seed);
  const waves = Array.from({ length: 6 }, () => ({
    across: 6 * random.next() - 3,
    down: 6 * random.next() - 3,
    phase: 6 * random.next(),
    colors: [random.normal(), random.normal(), random.normal()],
  }));
  const values = new Uint8Array(3 * widthPixels * heightPixels);
  for (let y = 0; y < heightPixels; y++) {
    for (let x = 0; x < widthPixels; x++) {
      for (let color = 0; color < 3; color++) {
        const light = waves.reduce((sum, { across, down, phase, colors }) => {
          const turn = (x / widthPixels) * across + (y / heightPixels) * down;
          return sum + (28 + 10 * colors[color]!) * Math.sin(2 * Math.PI * turn + phase);
        }, 0);
        values[3 * (y * widthPixels + x) + color] = Math.max(
          0,
          Math.min(255, 127 + light + 3 * random.normal()),
        );
      }
    }
  }
  return sharp(values, { raw: { width: widthPixels, height: heightPixels, channels: 3 } });
}

/** Writes a file below `root`, making its folder. */
export function place(root: string, path: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

/** Twelve clean JPEG images each of two labels in two splits. */
export async function placeCleanImages(root: string): Promise<void> {
  for (let index = 0; index < 24; index++) {
    const [label, split] = [index % 2 === 0 ? "cat" : "dog", index % 4 < 2 ? "train" : "test"];
    const name = `${split}/${label}/${String(index).padStart(2, "0")}.jpg`;
    place(root, name, await scene(index).jpeg({ quality: 90 }).toBuffer());
  }
}

/** The clean images, and one or two of everything that can be wrong with images. */
export async function placeFaultyImages(root: string): Promise<void> {
  await placeCleanImages(root);
  const jpeg = (seed: number): Promise<Buffer> => scene(seed).jpeg({ quality: 90 }).toBuffer();
  const first = await jpeg(0);
  place(root, "train/cat/equal.jpg", first);
  place(root, "test/cat/equal-across.png", await sharp(first).png().toBuffer());
  place(root, "train/dog/equal-other-label.jpg", await jpeg(4));
  place(
    root,
    "test/dog/near-across.jpg",
    await sharp(await jpeg(1))
      .resize(48, 32)
      .jpeg({ quality: 60 })
      .toBuffer(),
  );
  place(
    root,
    "train/dog/near-other-label.webp",
    await sharp(await jpeg(8))
      .webp({ quality: 70 })
      .toBuffer(),
  );
  place(
    root,
    "train/dog/mirrored.jpg",
    await sharp(await jpeg(5))
      .flop()
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  place(root, "train/cat/cut.jpg", (await jpeg(30)).subarray(0, 1500));
  place(root, "train/cat/empty.png", "");
  place(root, "train/cat/page.jpg", "<!DOCTYPE html><html></html>");
  place(root, "train/cat/moving.jpg", await scene(31).gif().toBuffer());
  place(root, "train/cat/really-a-png.jpg", await scene(32).png().toBuffer());
  place(
    root,
    "train/dog/turned.jpg",
    await scene(33).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer(),
  );
  place(root, "train/dog/gray.png", await scene(34).toColourspace("b-w").png().toBuffer());
  place(root, "train/dog/gray-in-color.jpg", await grayInColor(35));
  place(root, "train/dog/opaque.png", await scene(36).ensureAlpha(1).png().toBuffer());
  place(root, "train/dog/clear.png", await scene(37).ensureAlpha(0.5).png().toBuffer());
  place(root, "train/dog/deep.png", await scene(38).toColourspace("rgb16").png().toBuffer());
  place(root, "train/dog/blank.jpg", await flat({ r: 200, g: 30, b: 90 }));
  place(root, "train/dog/dark.jpg", await scene(39).linear(0.1, 0).jpeg({ quality: 90 }).toBuffer());
  place(root, "train/dog/light.jpg", await scene(40).linear(0.08, 236).jpeg({ quality: 90 }).toBuffer());
  place(root, "train/dog/blurred.png", await scene(41).blur(12).png().toBuffer());
  place(
    root,
    "train/dog/strip.jpg",
    await scene(42, { widthPixels: 300, heightPixels: 40 }).jpeg().toBuffer(),
  );
  place(root, "train/dog/small.png", await scene(43, { widthPixels: 12, heightPixels: 12 }).png().toBuffer());
  place(root, "train/cat/notes.txt", "no image");
}

async function grayInColor(seed: number): Promise<Buffer> {
  const gray = await scene(seed).toColourspace("b-w").png().toBuffer();
  return sharp(gray).toColourspace("srgb").jpeg({ quality: 90, force: true }).toBuffer();
}

function flat(background: { readonly r: number; readonly g: number; readonly b: number }): Promise<Buffer> {
  return sharp({ create: { width: 96, height: 64, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
