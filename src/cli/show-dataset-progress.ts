import type { DatasetProgress } from "../workflows/measure-dataset.ts";
import type { Terminal } from "./terminal.ts";

const secondsPerHour = 3600;

/** Shows how far a run over a dataset is: files, hours of audio where there is some, both per second, and the time left. */
export function showDatasetProgress(terminal: Terminal): (progress: DatasetProgress) => void {
  let startedAt: number | null = null;
  return (progress) => {
    const { doneCount, totalCount, audioSeconds, totalAudioSeconds } = progress;
    // The first call comes before the first file: what came before it, listing and headers, is not in the rates.
    startedAt ??= performance.now();
    const seconds = (performance.now() - startedAt) / 1000;
    const share =
      audioSeconds === null || totalAudioSeconds === null || totalAudioSeconds === 0
        ? doneCount / Math.max(1, totalCount)
        : Math.min(1, audioSeconds / totalAudioSeconds);
    const rates =
      seconds > 0 && doneCount > 0
        ? [
            `${(doneCount / seconds).toFixed(0)} files/s`,
            ...(audioSeconds === null ? [] : [`${(audioSeconds / secondsPerHour / seconds).toFixed(2)} h/s`]),
            `${timeLeft(seconds, share)} left`,
          ]
        : [];
    terminal.progress(share, [doneText(progress), ...rates].join(", "));
  };
}

function doneText({ doneCount, totalCount, audioSeconds, totalAudioSeconds }: DatasetProgress): string {
  if (audioSeconds === null) return `${doneCount} of ${totalCount} images`;
  const ofAudio = totalAudioSeconds === null ? "" : ` of ${(totalAudioSeconds / secondsPerHour).toFixed(2)}`;
  return `${doneCount} of ${totalCount} files, ${(audioSeconds / secondsPerHour).toFixed(2)}${ofAudio} h of audio`;
}

function timeLeft(seconds: number, share: number): string {
  if (share === 0) return "?";
  const left = Math.ceil((seconds * (1 - share)) / share);
  if (left < 120) return `${left} s`;
  return left < 2 * secondsPerHour
    ? `${Math.round(left / 60)} min`
    : `${(left / secondsPerHour).toFixed(1)} h`;
}
