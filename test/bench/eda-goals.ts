import { type Standing, table } from "./eda-rounds.ts";

/** How many times the CPU time of ours another contestant shall need on a set. */
interface Goal {
  readonly set: string;
  readonly contestant: string;
  readonly times: number;
}

/** What was aimed at, for the whole report from a cold start. */
const goals: readonly Goal[] = [
  { set: "8 kHz WAV", contestant: "librosa, usual script", times: 100 },
  { set: "8 kHz WAV", contestant: "numpy, vectorised", times: 8 },
  { set: "44.1 kHz WAV", contestant: "librosa, usual script", times: 40 },
  { set: "44.1 kHz WAV", contestant: "numpy, vectorised", times: 8 },
  { set: "44.1 kHz FLAC", contestant: "librosa, usual script", times: 20 },
  { set: "44.1 kHz MP3", contestant: "librosa, usual script", times: 5 },
  { set: "44.1 kHz Ogg Vorbis", contestant: "librosa, usual script", times: 5 },
  { set: "44.1 kHz Opus", contestant: "librosa, usual script", times: 5 },
];
const kernelTimes = 50;
const mostPeakBytes = 250e6;

/** What was reached of the goals, as a Markdown table; rows of what did not take part are left out. */
export function goalsTable(
  standings: readonly Standing[],
  peaks: readonly { readonly name: string; readonly peakBytes: number }[],
  kernelOverLibrosa: number | null,
): string {
  const rows = goals.flatMap(({ set, contestant, times }) => {
    const found = standings.find((standing) => standing.set === set && standing.contestant === contestant);
    return found === undefined ? [] : [ratioRow(`${set}, ${contestant}`, found.timesOurs, times)];
  });
  if (kernelOverLibrosa !== null)
    rows.push(ratioRow("kernel alone, librosa", kernelOverLibrosa, kernelTimes));
  const memory = peaks.map(({ name, peakBytes }) => [
    `peak memory, ${name}`,
    `${(peakBytes / 1e6).toFixed(0)} MB`,
    `< ${mostPeakBytes / 1e6} MB`,
    peakBytes < mostPeakBytes ? "reached" : "missed",
  ]);
  return table(["CPU time against ours", "measured", "goal", ""], [...rows, ...memory]);
}

function ratioRow(name: string, measured: number, goal: number): readonly string[] {
  return [name, `${measured.toFixed(1)} x`, `>= ${goal} x`, measured >= goal ? "reached" : "missed"];
}
