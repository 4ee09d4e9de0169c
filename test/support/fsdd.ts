import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ClipMeasurement } from "../../src/model/clip-measurement.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import type { Example } from "../../src/model/example.ts";
import { fingerprintText } from "../../src/signal/fingerprint-text.ts";
import { measureProvenance } from "../../src/signal/measure-provenance.ts";
import { measureSignal } from "../../src/signal/measure-signal.ts";
import { readWav } from "./read-wav.ts";
import { sharedData } from "./requirements.ts";

/** The spoken digits of shared/data/fsdd as a dataset: label = digit, group = speaker, split as labels.csv says. */
export function readFsdd(): Dataset {
  const folder = sharedData("fsdd");
  const [, ...lines] = readFileSync(join(folder, "labels.csv"), "utf8").trim().split(/\r?\n/);
  const examples = lines.map((line): Example => {
    const [name = "", label = null, group = null, , split = null] = line.split(",");
    return {
      id: `recordings/${name}`,
      path: join(folder, "recordings", name),
      label,
      group,
      split,
      attributes: {},
    };
  });
  return { name: "fsdd", source: folder, layout: "manifest", examples, findings: [] };
}

/** Measures one 16-bit WAV example. */
export function measureWavExample(example: Example): ClipMeasurement {
  const { sampleRateHertz, channels } = readWav(example.path);
  const frameCount = channels[0]!.length;
  return {
    exampleId: example.id,
    sizeBytes: statSync(example.path).size,
    pcmSha256: createHash("sha256").update(channels[0]!).digest("hex"),
    fingerprint: fingerprintText(channels, sampleRateHertz),
    clip: {
      container: "wav",
      codec: "pcm_s16le",
      sampleRateHertz,
      channelCount: channels.length,
      bitDepth: 16,
      frameCount,
      durationSeconds: frameCount / sampleRateHertz,
    },
    signal: measureSignal(channels, sampleRateHertz, 16),
    provenance: measureProvenance(channels, sampleRateHertz, 16),
    problem: null,
  };
}
