import type { AudioClip } from "../../model/audio-clip.ts";
import type { SignalMeasurement } from "../../model/clip-measurement.ts";
import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { hasAudio } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

/** Something wrong with the samples of one file. */
interface SignalDefect extends FindingKind {
  /** What is seen, or null where nothing is wrong. */
  readonly observe: (signal: SignalMeasurement, clip: AudioClip) => number | null;
  /** What was seen, as a sentence for one file. */
  readonly describe: (observed: number) => string;
  /** The same for many files: "`n` clips ...". */
  readonly verb: string;
}

const nearSilentDecibels = -80;
const dcOffsetLimit = 0.01;

const defects: readonly SignalDefect[] = [
  {
    code: "non-finite-samples",
    severity: "error",
    rule: "no sample is NaN or infinite",
    expected: 0,
    observe: (signal) => positive(signal.nonFiniteCount),
    describe: (count) => `Samples that are NaN or infinite: ${count}; they were taken as 0.`,
    verb: "hold samples that are NaN or infinite",
  },
  {
    code: "silent-clip",
    severity: "warning",
    rule: "some sample is not 0",
    expected: "sound",
    observe: (signal) => (signal.peakDecibels === null ? 0 : null),
    describe: () => "All samples are 0.",
    verb: "are digitally silent",
  },
  {
    code: "near-silent-clip",
    severity: "warning",
    rule: `peak at or above ${nearSilentDecibels} dB of full scale`,
    expected: nearSilentDecibels,
    observe: ({ peakDecibels }) =>
      peakDecibels !== null && peakDecibels < nearSilentDecibels ? peakDecibels : null,
    describe: (peak) => `The peak is ${peak.toFixed(1)} dB of full scale: as good as silent.`,
    verb: "are as good as silent",
  },
  {
    code: "clipped",
    severity: "warning",
    rule: "no run of 3 or more equal samples at an extreme that holds more samples than the 16 steps next to it",
    expected: 0,
    observe: (signal) => positive(signal.clippedShare),
    describe: (share) => `${(100 * share).toPrecision(2)}% of the samples are clipped.`,
    verb: "are clipped",
  },
  {
    code: "dc-offset",
    severity: "warning",
    rule: `|mean sample| at most ${dcOffsetLimit} of full scale (-40 dB)`,
    expected: 0,
    observe: ({ dcOffset }) => (Math.abs(dcOffset) > dcOffsetLimit ? dcOffset : null),
    describe: (mean) => `The mean sample is ${mean.toFixed(3)} of full scale; a high-pass filter removes it.`,
    verb: "have a DC offset",
  },
  overFullScale("warning", "over-full-scale", (clip) => clip.bitDepth !== null),
  overFullScale("info", "over-full-scale-lossy", (clip) => clip.bitDepth === null),
];

/** Lossy decoders overshoot by nature, so there it is worth knowing and no fault. */
function overFullScale(
  severity: "info" | "warning",
  code: string,
  concerns: (clip: AudioClip) => boolean,
): SignalDefect {
  return {
    code,
    severity,
    rule: "no |sample| above full scale",
    expected: 0,
    observe: (signal, clip) => (concerns(clip) ? positive(signal.overFullScaleCount) : null),
    describe: (count) => `Samples above full scale: ${count}; they would clip when stored as integers.`,
    verb: "exceed full scale",
  };
}

function positive(value: number): number | null {
  return value > 0 ? value : null;
}

/** Files with something wrong in their samples: not finite, silent, clipped, off centre, or over full scale. */
export function signalDefects(items: readonly MeasuredExample[]): readonly Finding[] {
  const audio = items.filter(hasAudio);
  return defects.flatMap((defect) => {
    const sightings = audio.flatMap(({ example, measurement }) => {
      const observed =
        measurement?.signal && measurement.clip ? defect.observe(measurement.signal, measurement.clip) : null;
      return observed === null ? [] : [{ subject: example.id, observed, message: defect.describe(observed) }];
    });
    return findingsFor(defect, sightings, (count) => `${count} clips ${defect.verb}.`);
  });
}
