import type { DatasetProgress } from "../workflows/measure-dataset.ts";
import type { Terminal } from "./terminal.ts";

const secondsPerHour = 3600;

/** Shows how far a run over a dataset is: files, hours of audio, both per second, and the time left. */
export function showDatasetProgress(terminal: Terminal): (progress: DatasetProgress) => void {
  let startedAt: number | null = null;
  return ({ doneCount, totalCount, audioSeconds, totalAudioSeconds }) => {
    // The first call comes before the first file: what came before it, listing and headers, is not in the rates.
    startedAt ??= performance.now();
    const seconds = (performance.now() - startedAt) / 1000;
    const share =
      totalAudioSeconds === null || totalAudioSeconds === 0
        ? doneCount / totalCount
        : Math.min(1, audioSeconds / totalAudioSeconds);
    const audio = (audioSeconds / secondsPerHour).toFixed(2);
    const ofAudio =
      totalAudioSeconds === null ? "" : ` of ${(totalAudioSeconds / secondsPerHour).toFixed(2)}`;
    terminal.progress(
      share,
      [
        `${doneCount} of ${totalCount} files, ${audio}${ofAudio} h of audio`,
        ...(seconds > 0 && doneCount > 0
          ? [
              `${(doneCount / seconds).toFixed(0)} files/s`,
              `${(audioSeconds / secondsPerHour / seconds).toFixed(2)} h/s`,
              `${timeLeft(seconds, share)} left`,
            ]
          : []),
      ].join(", "),
    );
  };
}

/** Shows how far a run over images is: files, files per second, and the time left. */
export function showImageProgress(
  terminal: Terminal,
): (progress: Pick<DatasetProgress, "doneCount" | "totalCount">) => void {
  let startedAt: number | null = null;
  return ({ doneCount, totalCount }) => {
    startedAt ??= performance.now();
    const seconds = (performance.now() - startedAt) / 1000;
    const share = doneCount / Math.max(1, totalCount);
    const rate =
      seconds > 0 && doneCount > 0
        ? `, ${(doneCount / seconds).toFixed(0)} files/s, ${timeLeft(seconds, share)} left`
        : "";
    terminal.progress(share, `${doneCount} of ${totalCount} images${rate}`);
  };
}

function timeLeft(seconds: number, share: number): string {
  if (share === 0) return "?";
  const left = Math.ceil((seconds * (1 - share)) / share);
  if (left < 120) return `${left} s`;
  return left < 2 * secondsPerHour
    ? `${Math.round(left / 60)} min`
    : `${(left / secondsPerHour).toFixed(1)} h`;
}
