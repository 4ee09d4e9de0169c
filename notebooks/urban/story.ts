// Times the three versions, stores the fastest as a baseline, and sees whether the gate finds the slower ones out.
import { parseArgs } from "node:util";
import { loadTensorBackend, type Parameters } from "soundings";
import { askGate, type GateAnswer, saveBaseline } from "./ask-gate.ts";
import { defaultParameters } from "./recordings.ts";
import { timeEpochs } from "./time-epochs.ts";
import { type StageSeconds, timeStages } from "./time-stages.ts";
import { type Version, versions } from "./versions.ts";

/** The gate's own default: a slow-down beyond this has to be found. */
const tolerance = 0.1;

interface Chapter {
  readonly version: Version;
  readonly epochSeconds: number;
  /** Epoch time over that of the fastest version. */
  readonly ratio: number;
  /** By the stopwatch. */
  readonly stageSeconds: StageSeconds;
  readonly gate: GateAnswer;
  /** What did not come out as it should; empty when all did. */
  readonly complaints: readonly string[];
}

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: String(defaultParameters.data) },
    quick: { type: "boolean", default: false },
  },
});
const effort = options.quick
  ? { rounds: 8, passes: 2, examples: 32 }
  : { rounds: 10, passes: 3, examples: 64 };
const parameters: Parameters = {
  data: options.data,
  clips: effort.examples / 4,
  batch: effort.examples / 4,
  epochs: 4,
};

const chapters = await tell();
console.log(tableOf(chapters));
const complaints = chapters.flatMap(({ version, complaints }) =>
  complaints.map((text) => `${version.name}: ${text}`),
);
for (const complaint of complaints) console.error(`not as it should be: ${complaint}`);
process.exitCode = complaints.length === 0 ? 0 : 1;

async function tell(): Promise<Chapter[]> {
  note(`tensors: ${(await loadTensorBackend()).reason}`);
  note("timing epochs, the versions in turn ...");
  const epochSeconds = await timeEpochs(
    versions,
    { ...parameters, clips: 32, batch: 16 },
    options.quick ? 5 : 9,
  );
  note("timing stages with a stopwatch ...");
  const stageSeconds = await timeStages(versions, { ...parameters, batch: 16 }, options.quick ? 5 : 9);
  const fastestSeconds = Math.min(...epochSeconds);
  const fastest = epochSeconds.indexOf(fastestSeconds);
  note(`storing ${versions[fastest]!.name}, the fastest, as baseline ...`);
  saveBaseline(versions[fastest]!, parameters, effort);
  return versions.map((version, index) => {
    note(`asking the gate about ${version.name} ...`);
    const gate = askGate(version);
    const ratio = epochSeconds[index]! / fastestSeconds;
    const guilty = index === fastest ? null : guiltyStage(stageSeconds[index]!, stageSeconds[fastest]!);
    const complaints = index === fastest ? unchangedComplaints(gate) : slowerComplaints(gate, ratio, guilty);
    return {
      version,
      epochSeconds: epochSeconds[index]!,
      ratio,
      stageSeconds: stageSeconds[index]!,
      gate,
      complaints,
    };
  });
}

/** The stage that loses most time per clip against the fastest version, by the stopwatch. */
function guiltyStage(slower: StageSeconds, fastest: StageSeconds): string | null {
  const losses = [...slower].map(([name, seconds]) => ({ name, loss: seconds - (fastest.get(name) ?? 0) }));
  return losses.toSorted((a, b) => b.loss - a.loss)[0]?.name ?? null;
}

function unchangedComplaints({ exitCode, verdict }: GateAnswer): string[] {
  return exitCode === 0 ? [] : [`nothing changed, yet the gate ended with ${exitCode} (${verdict})`];
}

function slowerComplaints(
  { exitCode, blamedStages }: GateAnswer,
  ratio: number,
  guilty: string | null,
): string[] {
  if (ratio <= 1 + tolerance) return [];
  const complaints: string[] = [];
  if (exitCode !== 1)
    complaints.push(`${ratio.toFixed(2)} times slower, yet the gate ended with ${exitCode}`);
  if (guilty !== null && !blamedStages.includes(guilty)) {
    complaints.push(
      `${guilty} is slower by the stopwatch, the gate blames ${blamedStages.join(", ") || "no stage"}`,
    );
  }
  return complaints;
}

function tableOf(rows: readonly Chapter[]): string {
  const heads = [
    "version",
    "s/epoch",
    "ratio",
    "augment ms/clip",
    "mel ms/clip",
    "exit",
    "verdict",
    "blamed",
  ];
  const milliseconds = (seconds: number | undefined): string => (1000 * (seconds ?? 0)).toFixed(2);
  const cells = rows.map(({ version, epochSeconds, ratio, stageSeconds, gate }) => [
    version.name,
    epochSeconds.toFixed(3),
    ratio.toFixed(2),
    milliseconds(stageSeconds.get("augment")),
    milliseconds(stageSeconds.get("mel")),
    `${gate.exitCode}`,
    gate.verdict,
    gate.blamedStages.join(", ") || "-",
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]!.length)),
  );
  return [heads, ...cells]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function note(text: string): void {
  console.error(text);
}
