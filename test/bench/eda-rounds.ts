import { type Contestant, measureRun, type Run } from "./eda-contestants.ts";
import type { AudioSet } from "./eda-sets.ts";

/** What a contestant needs for a set: medians over the rounds. */
export interface Standing {
  readonly set: string;
  readonly contestant: string;
  readonly fileCount: number;
  readonly filesPerSecond: number;
  readonly audioSecondsPerCpuSecond: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  /** CPU time per file of this contestant over that of ours; 1 for ours. */
  readonly timesOurs: number;
}

/** Files that each contestant is given before any counts. */
const fewFiles = 4;

/** Lets all contestants take turns on a set, and gives where each stands. */
export function compete(
  set: AudioSet,
  contestants: readonly Contestant[],
  { roundCount, scratch }: { readonly roundCount: number; readonly scratch: string },
): readonly Standing[] {
  const given = contestants.map((contestant) => shareOf(set, contestant.mostFiles));
  const runs = contestants.map((): Run[] => []);
  // What is compiled at first and then kept, as librosa's loops are, was compiled before.
  for (const contestant of contestants)
    measureRun(contestant.commandFor(shareOf(set, fewFiles), scratch), scratch);
  for (let round = 0; round < roundCount; round++) {
    contestants.forEach((contestant, index) => {
      if (contestant.isSlow && round !== roundCount >> 1) return;
      runs[index]!.push(measureRun(contestant.commandFor(given[index]!, scratch), scratch));
    });
  }
  const perFile = runs.map((of, index) => medianOf(of, "cpuSeconds") / given[index]!.fileCount);
  return contestants.map(({ name }, index): Standing => {
    const { fileCount, audioSeconds } = given[index]!;
    const cpuSeconds = medianOf(runs[index]!, "cpuSeconds");
    return {
      set: set.name,
      contestant: name,
      fileCount,
      filesPerSecond: fileCount / medianOf(runs[index]!, "seconds"),
      audioSecondsPerCpuSecond: audioSeconds / cpuSeconds,
      cpuSeconds,
      peakBytes: medianOf(runs[index]!, "peakBytes"),
      timesOurs: perFile[index]! / perFile[0]!,
    };
  });
}

/** The first files of a set; their length is taken to be their share of the whole. */
function shareOf(set: AudioSet, mostFiles: number): AudioSet {
  const fileCount = Math.min(set.fileCount, mostFiles);
  return { ...set, fileCount, audioSeconds: (set.audioSeconds * fileCount) / set.fileCount };
}

/** The middle value; of an even number of them the upper one. */
export function medianOf(runs: readonly Run[], key: keyof Run): number {
  const values = runs.map((run) => run[key]).sort((a, b) => a - b);
  return values[values.length >> 1]!;
}

/** The standings as a Markdown table. */
export function standingsTable(standings: readonly Standing[]): string {
  return table(
    ["set", "who", "files", "files/s", "audio s per CPU s", "CPU s", "peak MB", "CPU per file, ours = 1"],
    standings.map((standing) => [
      standing.set,
      standing.contestant,
      String(standing.fileCount),
      standing.filesPerSecond.toFixed(0),
      standing.audioSecondsPerCpuSecond.toFixed(0),
      standing.cpuSeconds.toFixed(2),
      (standing.peakBytes / 1e6).toFixed(0),
      standing.timesOurs.toFixed(1),
    ]),
  );
}

/** A Markdown table, first two columns to the left, numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index < 2 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
