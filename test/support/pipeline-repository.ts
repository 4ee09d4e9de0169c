import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const soundings = pathToFileURL(resolve(import.meta.dirname, "../../dist/index.js")).href;

/** Steps of work per element of each stage, by name; the order is that of the stages. */
export type StageWork = Readonly<Record<string, number>>;

/** A module that exports a pipeline of 16 numbers whose stages do so much work. */
export function moduleWith(work: StageWork): string {
  const maps = Object.entries(work).map(([name, steps]) => `.map(${JSON.stringify(name)}, work(${steps}))`);
  return `import { pipeline, source } from ${JSON.stringify(soundings)};
const work = (steps) => (x) => {
  let sum = x;
  for (let step = 0; step < steps; step++) sum = Math.sqrt(sum + step);
  return Float32Array.of(sum)[0];
};
export default pipeline("numbers", () => source("numbers", () => Array.from({ length: 16 }, (_, n) => n))${maps.join("")});
`;
}

/** A git repository whose one module is changed and committed. */
export interface PipelineRepository {
  change(work: StageWork): void;
  /** Commits the module as it is, changed or not. */
  commit(message: string): void;
}

/** A git repository in `folder` whose first commit holds `pipeline.mjs` with this work. */
export function pipelineRepository(folder: string, work: StageWork): PipelineRepository {
  const git = (...words: readonly string[]): void => {
    execFileSync("git", ["-C", folder, ...words], { stdio: "ignore" });
  };
  const change = (given: StageWork): void => writeFileSync(join(folder, "pipeline.mjs"), moduleWith(given));
  const commit = (message: string): void => {
    git("add", "pipeline.mjs");
    git(
      ...["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"],
      "commit",
      "--allow-empty",
      "-qm",
      message,
    );
  };
  git("init", "-q");
  change(work);
  commit("one");
  return { change, commit };
}
