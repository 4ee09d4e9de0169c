import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readRecording, writeRecording } from "../../../src/io/recording-store.ts";
import type { Recording } from "../../../src/model/recording.ts";
import { recordPairs } from "../../../src/workflows/record-pairs.ts";
import { conditions } from "./conditions.ts";
import { storyPipelines } from "./story.ts";

const folder = "test/bench/gate/recordings";
/** Rounds between two savings of a recording. */
const saveEvery = 5;

/** How much is recorded. */
export interface RecordEffort {
  /** Rounds per condition in the end. */
  readonly roundCount: number;
  readonly maxSeconds: number;
  /** Name of the one condition to record; null records all. */
  readonly only: string | null;
  readonly note: (text: string) => void;
}

/** Goes on recording the conditions in turn, the one with fewest rounds first, until all are full or time runs out. */
export async function recordAll({ roundCount, maxSeconds, only, note }: RecordEffort): Promise<void> {
  const endsAt = performance.now() + 1000 * maxSeconds;
  const impossible = new Set<string>();
  const pipelines = await storyPipelines();
  const wanted = conditions.filter(({ name }) => only === null || name === only);
  for (;;) {
    const open = [];
    for (const condition of wanted) {
      const earlier = await earlierOf(condition.name);
      const count = earlier?.rounds.length ?? 0;
      if (count < roundCount && !impossible.has(condition.name)) open.push({ condition, earlier, count });
    }
    const next = open.sort((a, b) => a.count - b.count)[0];
    const secondsLeft = (endsAt - performance.now()) / 1000;
    if (next === undefined || secondsLeft <= 0) return;
    const { condition, earlier, count } = next;
    const end = condition.begin();
    if (end === null) {
      note(`${condition.name}: not possible on this machine`);
      impossible.add(condition.name);
      continue;
    }
    note(`${condition.name}: from round ${count + 1}`);
    try {
      const recording = await recordPairs({
        pipelines,
        roundCount: Math.min(roundCount, count + 25),
        maxSeconds: secondsLeft,
        seed: 1,
        mayInterleave: true,
        condition: condition.name,
        earlier,
        onRound: async (so) => {
          if (so.rounds.length % saveEvery === 0) await writeRecording(pathOf(condition.name), so);
        },
      });
      await writeRecording(pathOf(condition.name), recording);
    } finally {
      end();
    }
  }
}

/** All recordings, by the name of their condition. */
export async function recordings(): Promise<readonly Recording[]> {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  return Promise.all(files.map((file) => readRecording(join(folder, file))));
}

async function earlierOf(name: string): Promise<Recording | null> {
  return existsSync(pathOf(name)) ? readRecording(pathOf(name)) : null;
}

function pathOf(name: string): string {
  return join(folder, `${name}.json`);
}
