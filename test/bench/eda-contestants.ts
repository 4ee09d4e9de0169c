import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AudioSet } from "./eda-sets.ts";

/** What one run over a set took. */
export interface Run {
  readonly seconds: number;
  /** User and system time of all processes and threads. */
  readonly cpuSeconds: number;
  /** Memory of the largest process at its peak. */
  readonly peakBytes: number;
}

/** A program that looks at all files of a folder. */
export interface Contestant {
  readonly name: string;
  /** Why it cannot take part here; null when it can. */
  readonly missing: string | null;
  /** Files of a set that it is given at most: one process per file is slow. */
  readonly mostFiles: number;
  /** Takes part in the middle round alone, for a run takes longer than those of all others together. */
  readonly isSlow: boolean;
  readonly commandFor: (set: AudioSet, folder: string) => readonly string[];
}

const here = import.meta.dirname;
const program = resolve(here, "../../bin/profile.js");
/** The virtual environment that `npm run bench:peers` makes, unless PYTHON names an interpreter. */
const python = process.env["PYTHON"] ?? join(here, "peers/.venv/bin/python");
/** Every numeric library on one thread: each contestant has two processes or threads. */
const oneThread = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  NUMBA_NUM_THREADS: "1",
};

/** The environment of whoever competes. BLAS chooses its kernels by itself, whatever a machine prefers for older ones: for its own good. */
export function peerEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...others } = process.env;
  return { ...others, ...oneThread };
}

/** The program's path, or null where it is not installed. */
export function installed(name: string): string | null {
  return spawnSync(name, [name === "ffmpeg" ? "-version" : "--version"]).status === 0 ? name : null;
}

/** The interpreter of the peers, or null where they are not installed. */
export function peerPython(): string | null {
  return existsSync(python) ? python : null;
}

/** All that take part, ours first. */
export function contestants(): readonly Contestant[] {
  return [
    {
      name: "soundings",
      missing: existsSync(resolve(here, "../../dist")) ? null : "not built: npm run build",
      mostFiles: Number.POSITIVE_INFINITY,
      isSlow: false,
      commandFor: ({ folder }, scratch) => ourCommand(folder, scratch),
    },
    { ...peer("librosa, usual script", "librosa_usual.py"), isSlow: true },
    peer("numpy, vectorised", "numpy_vectorised.py"),
    perFile("sox stats", "sox", "-n stats", 200),
    perFile("ffmpeg astats", "ffmpeg", "-af astats -f null -", 20),
  ];
}

/** The whole report over a folder, as anybody would run it, with two threads. */
export function ourCommand(folder: string, scratch: string): readonly string[] {
  const pattern = "{label}_{group}_{index}";
  const options = ["--label-pattern", pattern, "--workers", "2", "--out", join(scratch, "report"), "--quiet"];
  return [process.execPath, program, "dataset", folder, ...options];
}

function peer(name: string, script: string): Contestant {
  return {
    name,
    missing: peerPython() === null ? "no librosa here: npm run bench:peers" : null,
    mostFiles: Number.POSITIVE_INFINITY,
    isSlow: false,
    commandFor: (set, scratch) => [python, join(here, "peers", script), listing(set, scratch)],
  };
}

/** A program that is started for each file, two at a time. */
function perFile(name: string, tool: string, options: string, mostFiles: number): Contestant {
  const input = tool === "ffmpeg" ? "-nostdin -threads 1 -i" : "";
  return {
    name,
    missing: installed(tool) === null ? `no ${tool} here: apt-get install ${tool}` : null,
    mostFiles,
    isSlow: false,
    commandFor: (set, scratch) => {
      const each = `${tool} ${input} "$0" ${options} >/dev/null 2>&1`;
      const all = `tr '\\n' '\\0' < '${listing(set, scratch)}' | xargs -0 -n 1 -P 2 sh -c '${each}'; true`;
      return ["sh", "-c", all];
    },
  };
}

/** A file of the paths of a set, one a line. */
function listing({ folder, fileCount }: AudioSet, scratch: string): string {
  const path = join(scratch, "paths.txt");
  const names = readdirSync(folder).sort().slice(0, fileCount);
  writeFileSync(path, names.map((name) => `${join(folder, name)}\n`).join(""));
  return path;
}

/** Runs a command to its end, in a process of its own and with nothing that an earlier run has left. */
export function measureRun(command: readonly string[], scratch: string): Run {
  rmSync(join(scratch, "report"), { recursive: true, force: true });
  const script = join(here, "peers/measure-run.py");
  const env = peerEnvironment();
  const output = execFileSync("python3", [script, ...command], { env, stdio: ["ignore", "pipe", "ignore"] });
  const { exitCode, ...run } = JSON.parse(String(output)) as Run & { readonly exitCode: number };
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with ${exitCode}`);
  return run;
}
