import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { readCpuQuotaCores } from "../../../src/io/machine.ts";

/** Something else for the machine to do while rounds are recorded. */
export interface Condition {
  readonly name: string;
  /** Begins it; the result ends it. Null where this machine cannot. */
  begin(): (() => void) | null;
}

/** As it is, with one and two processes that never rest, and with half a core to live on. */
export const conditions: readonly Condition[] = [
  { name: "as-found", begin: () => () => {} },
  { name: "1-hog", begin: () => hogs(1) },
  { name: "2-hogs", begin: () => hogs(2) },
  { name: "half-a-core", begin: halfACore },
];

/** Never rests, and ends with who began it, however that one ends. */
const restless =
  "const parent = Number(process.argv[1]); while (process.ppid === parent) for (let n = 0; n < 1e7; n++);";

function hogs(count: number): () => void {
  const running: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ["-e", restless, `${process.pid}`], { stdio: "ignore" }),
  );
  const end = (): void => {
    for (const child of running) child.kill("SIGKILL");
  };
  process.once("exit", end);
  return end;
}

/**
 * Puts this process, and so its children, into a control group with a quota. Takes the right to write there, and version 1 or 2 with its
 * controller for processors; a folder that is none takes any file, so the quota is read back.
 */
function halfACore(): (() => void) | null {
  const name = `soundings-bench-${process.pid}`;
  for (const { root, quota } of versions) {
    const folder = `${root}/${name}`;
    const home = homeOf(root);
    try {
      if (!existsSync(`${root}/cgroup.procs`)) continue;
      mkdirSync(folder);
      if (!Object.keys(quota).every((file) => existsSync(`${folder}/${file}`)))
        throw new Error(`no controller for processors in ${root}`);
      for (const [file, text] of Object.entries(quota)) writeFileSync(`${folder}/${file}`, text);
      writeFileSync(`${folder}/cgroup.procs`, `${process.pid}`);
      if (readCpuQuotaCores() !== 0.5) throw new Error("the quota did not take");
    } catch {
      leave(home, folder);
      continue;
    }
    const end = (): void => leave(home, folder);
    process.once("exit", end);
    return end;
  }
  return null;
}

/** Where the two versions keep the controller for processors, and what makes half a core there. */
const versions = [
  { root: "/sys/fs/cgroup/cpu", quota: { "cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "50000" } },
  { root: "/sys/fs/cgroup", quota: { "cpu.max": "50000 100000" } },
] as const;

/** The group that this process is in now, to go back to. */
function homeOf(root: string): string {
  const own = readFileSync("/proc/self/cgroup", "utf8");
  const pattern = root.endsWith("/cpu") ? /^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(.*)$/m : /^0::(.*)$/m;
  return `${root}${own.match(pattern)?.[1] ?? ""}`;
}

function leave(home: string, folder: string): void {
  try {
    writeFileSync(`${home}/cgroup.procs`, `${process.pid}`);
    rmdirSync(folder);
  } catch {
    // It was never there, or a child still lives in it: then it stays behind, and limits nobody else.
  }
}
