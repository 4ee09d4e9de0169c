import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(import.meta.dirname, "..", "..", "bin", "profile.js");
const sampleRateHertz = 16_000;
const clipsPerLabel = 12;

/**
 * Runs the built program over a few recordings, alone and in threads, so that the code which V8 makes of it is kept beside it (see
 * `load-program.cjs`). Not without it: the program starts slower, and does the same.
 */
export function keepCode() {
  const folder = mkdtempSync(join(tmpdir(), "soundings-build-"));
  try {
    writeRecordings(folder);
    // One after the other: the second adds to what the first has kept.
    for (const workers of ["1", "2"]) {
      const options = ["--label-pattern", "{label}_{group}_{index}", "--out", join(folder, "out"), "--quiet"];
      execFileSync(process.execPath, [program, "dataset", folder, ...options, "--workers", workers], {
        env: { ...process.env, SOUNDINGS_KEEP_CODE: "build" },
        stdio: "ignore",
      });
      rmSync(join(folder, "out"), { recursive: true, force: true });
    }
  } catch (error) {
    console.warn(`the program starts without compiled code: ${String(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tones in noise of two labels and two groups, one silence and one copy. Called MP3, for whose lengths threads are started. */
function writeRecordings(folder) {
  for (let index = 0; index < 2 * clipsPerLabel; index += 1) {
    const label = index % 2 === 0 ? "low" : "high";
    const heard = index === 5 ? 1 : index;
    writeFileSync(join(folder, `${label}_${index % 4 < 2 ? "a" : "b"}_${index}.mp3`), recording(heard));
  }
}

/** A WAV file of 16 bits. */
function recording(index) {
  const frameCount = sampleRateHertz * (8 + (index % 5));
  const bytes = Buffer.alloc(44 + 2 * frameCount);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + 2 * frameCount, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  [16, 1 | (1 << 16), sampleRateHertz, 2 * sampleRateHertz, 2 | (16 << 16)].forEach((value, place) => {
    bytes.writeUInt32LE(value, 16 + 4 * place);
  });
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(2 * frameCount, 40);
  let noise = index + 1;
  for (let frame = 0; frame < frameCount && index !== 7; frame += 1) {
    noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
    const tone = Math.sin((frame * (index % 2 === 0 ? 200 : 1500) * 2 * Math.PI) / sampleRateHertz);
    const swell = 0.5 + 0.5 * Math.sin((frame * (index + 2)) / sampleRateHertz);
    bytes.writeInt16LE(
      Math.round(32_767 * (0.6 * tone * swell + 0.3 * (noise / 2 ** 32 - 0.5))),
      44 + 2 * frame,
    );
  }
  return bytes;
}
