import { measureRun, type Run } from "./eda-contestants.ts";
import { medianOf, table } from "./eda-rounds.ts";

/** What a run over so many files takes. */
export interface Step extends Run {
  readonly fileCount: number;
}

/** What a run costs whatever it holds, and what each file adds. */
export interface Costs {
  /** CPU time of a process that does nothing, in seconds. */
  readonly emptyProcessSeconds: number;
  /** CPU time of the run over the fewest files, in seconds: starting, loading, writing the page. */
  readonly startSeconds: number;
  /** What each further file adds up to the next larger number of files, in seconds. */
  readonly perFileSeconds: readonly { readonly fileCount: number; readonly seconds: number }[];
}

/** What is fixed of the costs of growing runs, and what is not. */
export function costsOf(steps: readonly Step[], scratch: string): Costs {
  const empty = Array.from({ length: 5 }, () => measureRun([process.execPath, "-e", "0"], scratch));
  return {
    emptyProcessSeconds: medianOf(empty, "cpuSeconds"),
    startSeconds: steps[0]?.cpuSeconds ?? 0,
    perFileSeconds: steps.slice(1).map(({ fileCount, cpuSeconds }, index) => {
      const before = steps[index]!;
      return { fileCount, seconds: (cpuSeconds - before.cpuSeconds) / (fileCount - before.fileCount) };
    }),
  };
}

/** The costs as a Markdown table. */
export function costsTable({ emptyProcessSeconds, startSeconds, perFileSeconds }: Costs): string {
  return table(
    ["what", "CPU time"],
    [
      ["`node -e 0`, the least that any command can take", `${emptyProcessSeconds.toFixed(2)} s`],
      ["a whole run over the fewest files: a start", `${startSeconds.toFixed(2)} s`],
      ...perFileSeconds.map(({ fileCount, seconds }) => [
        `each further file, up to ${fileCount}`,
        `${(1000 * seconds).toFixed(2)} ms`,
      ]),
    ],
  );
}

/** Ours over more and more files, as a Markdown table. */
export function stepsTable(steps: readonly Step[]): string {
  return table(
    ["files", "seconds", "CPU s", "CPU ms per file", "peak MB"],
    steps.map(({ fileCount, seconds, cpuSeconds, peakBytes }) => [
      String(fileCount),
      seconds.toFixed(2),
      cpuSeconds.toFixed(2),
      ((1000 * cpuSeconds) / fileCount).toFixed(2),
      (peakBytes / 1e6).toFixed(0),
    ]),
  );
}
