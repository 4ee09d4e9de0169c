import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmdirSync, writeFileSync } from "node:fs";

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

function hogs(count: number): () => void {
  const running: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  const end = (): void => {
    for (const child of running) child.kill("SIGKILL");
  };
  process.once("exit", end);
  return end;
}

/** Puts this process, and so its children, into a control group with a quota; needs version 2 and the right to write there. */
function halfACore(): (() => void) | null {
  const folder = `/sys/fs/cgroup/soundings-bench-${process.pid}`;
  try {
    mkdirSync(folder);
    writeFileSync(`${folder}/cpu.max`, "50000 100000");
    writeFileSync(`${folder}/cgroup.procs`, `${process.pid}`);
  } catch {
    removeQuietly(folder);
    return null;
  }
  return () => {
    writeFileSync("/sys/fs/cgroup/cgroup.procs", `${process.pid}`);
    removeQuietly(folder);
  };
}

function removeQuietly(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was never there, or a child still lives in it: the system removes it with the last one.
  }
}
