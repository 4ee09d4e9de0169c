// How often the gate is wrong, and what the rules of other tools say of the same rounds. Goes on where it was stopped: recordings and live
// trials are kept in test/bench/gate, results are appended to test/bench/gate/results.md. The last line of output is JSON.
//   npm run bench:gate                          everything that is still missing, for 20 minutes at most
//   npm run bench:gate -- --max-time 5m         a part of it
//   npm run bench:gate -- --only live           live gates alone; or record, or replay, which alone of the three is kept in the table
//   npm run bench:gate -- --only record --condition 2-hogs   one condition; or as-found, 1-hog, half-a-core
//   npm run bench:gate -- --only live --fault unchanged      live gates of one kind; or "+10 % time", "+20 % time", "+1 % allocation"
//   npm run bench:gate -- --quick               replays what is recorded, and measures nothing
import { parseArgs } from "node:util";
import { evaluate } from "./gate/evaluate.ts";
import { liveSummary, runLiveTrials } from "./gate/live.ts";
import { recordAll, recordings } from "./gate/record.ts";
import { appendResults } from "./gate/results.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    "max-time": { type: "string", default: "20m" },
    only: { type: "string" },
    condition: { type: "string" },
    fault: { type: "string" },
    rounds: { type: "string", default: "150" },
    windows: { type: "string", default: "10000" },
    trials: { type: "string", default: "72" },
  },
});
const minutes = Number(options["max-time"].replace(/m$/, ""));
// Leave by the door: what a condition began ends with the process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const note = (text: string): void => console.error(text);

const isWanted = (part: "record" | "live"): boolean =>
  !options.quick && (options.only === undefined || options.only === part);
// Both parts share the time; one that is asked for alone has all of it.
const maxSeconds = (options.only === undefined ? 30 : 60) * minutes;

if (isWanted("record")) {
  const only = options.condition ?? null;
  await recordAll({ roundCount: Number(options.rounds), maxSeconds, only, note });
}
if (isWanted("live")) {
  const only = options.fault ?? null;
  await runLiveTrials({ trialCount: Number(options.trials), maxSeconds, only, note });
}
// A part that only measures leaves the judging, and the line in the table, to a run that does all or replays.
const isPart = options.only === "record" || options.only === "live";
const windowCount = options.quick || isPart ? 500 : Number(options.windows);
const results = { ...evaluate(await recordings(), windowCount), live: liveSummary() };
console.log(appendResults(results, { isKept: !options.quick && !isPart }));
console.log(JSON.stringify(results));
