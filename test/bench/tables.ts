/**
 * What a report on a table costs, beside what others need for less:
 * `npm run bench:tables [-- --quick] [-- --rows 1000000,10000000] [-- --rounds N] [-- --write FILE] [-- --keep FILE]`.
 *
 * Whole processes from a cold start, in turns, medians of the rounds (three; one from 1e7 rows on), each with two threads. The whole takes about nine
 * minutes; `--rows` runs a part of it, and `--keep` remembers in a file what was measured, so that a run that was stopped goes on. `--write` stores the tables with the date, the machine, its load and which goals were reached. CPU time counts all of a process; memory is its peak.
 * `soundings` writes all statistics, findings, `dataset.html` and `dataset.json`; DuckDB runs its own SUMMARIZE, pandas (with either CSV reader) and
 * polars describe and count values. The table has ten columns of all kinds, with gaps. A last run counts how large a page of 2,000 columns is.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openEngine } from "../../src/io/tables/engine.ts";
import { measureRun, peerPython, type Run } from "./eda-contestants.ts";
import { medianOf, table } from "./eda-rounds.ts";

const isQuick = process.argv.includes("--quick");
const rowCounts =
  optionNamed("--rows")?.split(",").map(Number) ?? (isQuick ? [300_000] : [1_000_000, 10_000_000]);
const givenRounds = optionNamed("--rounds");
const target = optionNamed("--write");
const memory = optionNamed("--keep");
const here = import.meta.dirname;
const program = resolve(here, "../../bin/profile.js");

/** What was aimed at. */
const mostPeakBytes = 500e6;
const mostPageBytes = 3e6;

/** The word after `name` on the command line; null without. */
function optionNamed(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

/** Rounds over a table: a large one takes too long for more than one. */
function roundsFor(rowCount: number): number {
  if (givenRounds !== null) return Number(givenRounds);
  return isQuick || rowCount >= 10_000_000 ? 1 : 3;
}

/** Somebody who describes a table. */
interface Describer {
  readonly name: string;
  readonly command: (path: string) => readonly string[];
  /** Why it does not take part; null where it does. */
  readonly missing: string | null;
}

/** What one of them needs for one table. */
interface Standing extends Run {
  readonly table: string;
  readonly contestant: string;
}

function describers(folder: string): readonly Describer[] {
  const python = peerPython();
  const has = (name: string): boolean => {
    try {
      execFileSync(python ?? "python3", ["-c", `import ${name}`], { stdio: "ignore" });
      return python !== null;
    } catch {
      return false;
    }
  };
  const peer = (name: string, reader: string, needs: readonly string[]): Describer => ({
    name,
    command: (path) => [python ?? "python3", join(here, "peers/tables.py"), reader, path],
    missing: needs.every(has) ? null : `${needs.join(" and ")} not installed: npm run bench:peers`,
  });
  return [
    {
      name: "soundings",
      command: (path) => [
        process.execPath,
        program,
        "dataset",
        path,
        "--quiet",
        "--workers",
        "2",
        "--out",
        join(folder, "report"),
      ],
      missing: null,
    },
    {
      name: "DuckDB SUMMARIZE",
      command: (path) => [process.execPath, join(here, "peers/summarize.mjs"), path],
      missing: null,
    },
    peer("pandas", "pandas", ["pandas", "pyarrow"]),
    peer("pandas, pyarrow reader", "pandas-pyarrow", ["pandas", "pyarrow"]),
    peer("polars", "polars", ["polars"]),
    {
      name: "danfo.js",
      command: () => [],
      missing: "its describe() throws on missing cells and does not end on a million booleans",
    },
  ];
}

/** Writes the same rows as CSV and as Parquet. */
async function writeTables(base: string, rowCount: number): Promise<void> {
  const engine = await openEngine(2);
  const chance = (salt: number): string => `(hash(i * 31 + ${salt}) / 18446744073709551616.0)`;
  const columns = [
    "i AS id",
    "TIMESTAMP '2024-01-01' + to_seconds(i * 7) AS stamp",
    `round(500 + 100 * sqrt(-2 * ln(${chance(1)} + 1e-12)) * cos(2 * pi() * ${chance(2)}), 4) AS normal`,
    `round(exp(2 * ${chance(3)} * ${chance(4)}), 6) AS skewed`,
    `CASE WHEN ${chance(5)} < 0.05 THEN NULL ELSE ${chance(6)} * 1000 END AS uniform`,
    `floor(${chance(7)} * 100)::INTEGER AS code`,
    `'group-' || floor(21 * pow(${chance(8)}, 2))::INTEGER AS kind`,
    `'user' || lpad(floor(${chance(9)} * 10000)::INTEGER::VARCHAR, 6, '0') AS user_name`,
    `${chance(10)} < 0.3 AS flag`,
    `CASE WHEN ${chance(11)} < 0.02 THEN NULL ELSE 'Clip ' || i || ' of take ' || floor(${chance(12)} * 50)::INTEGER END AS title`,
  ];
  await engine.query(
    `COPY (SELECT ${columns.join(", ")} FROM range(${rowCount}) t(i)) TO '${base}.csv' (HEADER)`,
  );
  await engine.query(`COPY (SELECT * FROM '${base}.csv') TO '${base}.parquet' (FORMAT parquet)`);
  engine.close();
}

/** What an earlier run has remembered. */
function remembered(): readonly Standing[] {
  return memory !== null && existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : [];
}

function compete(path: string, rowCount: number, folder: string): readonly Standing[] {
  const isCsv = path.endsWith(".csv");
  const name = `${rowCount} rows, ${isCsv ? "CSV" : "Parquet"}`;
  const known = remembered().filter((standing) => standing.table === name);
  if (known.length > 0) return known;
  const able = describers(folder).filter(
    ({ missing, name }) => missing === null && (isCsv || name !== "pandas, pyarrow reader"),
  );
  const runs = able.map((): Run[] => []);
  for (let round = 0; round < roundsFor(rowCount); round++) {
    able.forEach(({ command }, index) => {
      runs[index]!.push(measureRun(command(path), folder));
    });
  }
  const standings = able.map(({ name: contestant }, index) => ({
    table: name,
    contestant,
    seconds: medianOf(runs[index]!, "seconds"),
    cpuSeconds: medianOf(runs[index]!, "cpuSeconds"),
    peakBytes: medianOf(runs[index]!, "peakBytes"),
  }));
  if (memory !== null) writeFileSync(memory, JSON.stringify([...remembered(), ...standings]));
  return standings;
}

function standingsTable(standings: readonly Standing[]): string {
  return table(
    ["table", "who", "seconds", "CPU s", "CPU of ours", "peak MB"],
    standings.map(({ table: name, contestant, seconds, cpuSeconds, peakBytes }) => {
      const ours = standings.find((other) => other.table === name && other.contestant === "soundings")!;
      return [
        name,
        contestant,
        seconds.toFixed(2),
        cpuSeconds.toFixed(2),
        `${(cpuSeconds / ours.cpuSeconds).toFixed(2)}x`,
        (peakBytes / 1e6).toFixed(0),
      ];
    }),
  );
}

/** Bytes of the page on a table with 2,000 columns. */
function widePageBytes(folder: string): number {
  const path = join(folder, "wide.csv");
  const names = Array.from({ length: 2000 }, (_, column) => `measure_${column}`);
  const rows = Array.from({ length: 500 }, (_, row) =>
    names.map((_, column) => ((row * 7919 + column * 104_729) % 10_007) / 7).join(","),
  );
  writeFileSync(path, `${names.join(",")}\n${rows.join("\n")}\n`);
  execFileSync(process.execPath, [program, "dataset", path, "--quiet", "--out", join(folder, "wide")]);
  return statSync(join(folder, "wide/dataset.html")).size;
}

/** Whether a number is within its goal, in words. */
function goalRow(name: string, measured: string, goal: string, isReached: boolean): readonly string[] {
  return [name, measured, goal, isReached ? "reached" : "missed"];
}

function goalsTable(standings: readonly Standing[], pages: Readonly<Record<string, number>>): string {
  const ours = standings.filter(({ contestant }) => contestant === "soundings");
  const rivals = standings.filter(({ contestant }) => /^DuckDB|^pandas/.test(contestant));
  const ratios = rivals.map(({ table: name, contestant, cpuSeconds }) => {
    const times = cpuSeconds / ours.find((own) => own.table === name)!.cpuSeconds;
    return goalRow(
      `CPU time of ${contestant} over ours, ${name}`,
      `${times.toFixed(2)} x`,
      "> 1 x",
      times > 1,
    );
  });
  const peaks = ours.map(({ table: name, peakBytes }) =>
    goalRow(
      `peak memory, ${name}`,
      `${(peakBytes / 1e6).toFixed(0)} MB`,
      "<= 500 MB",
      peakBytes <= mostPeakBytes,
    ),
  );
  const sizes = Object.entries(pages).map(([what, bytes]) =>
    goalRow(`page of ${what}`, `${(bytes / 1e6).toFixed(2)} MB`, "<= 3 MB", bytes <= mostPageBytes),
  );
  return table(["goal", "measured", "wanted", ""], [...ratios, ...peaks, ...sizes]);
}

function machineText(): string {
  const load = loadavg().map((value) => value.toFixed(1));
  return `${cpus()[0]?.model ?? ""}, ${cpus().length} cores, Node.js ${process.version}, load ${load.join(", ")}`;
}

/** A page for people. */
function pageText(standings: readonly Standing[], pages: Readonly<Record<string, number>>): string {
  return [
    "# Benchmarks of tables",
    "",
    "Written by `npm run bench:tables -- --write docs/benchmarks-tables.md`: whole processes from a cold start, in turns, each with two threads; medians of three rounds,",
    "of one from 1e7 rows on. Soundings writes all statistics, findings, `dataset.html` and `dataset.json`; DuckDB runs its own `SUMMARIZE` over the same columns; pandas",
    "and polars describe and count values.",
    "",
    `${new Date().toISOString().slice(0, 10)}; ${machineText()}.`,
    "",
    standingsTable(standings),
    "",
    goalsTable(standings, pages),
    "",
    ...describers("").flatMap(({ name, missing }) =>
      missing === null ? [] : [`Without ${name}: ${missing}.`],
    ),
    "",
  ].join("\n");
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "soundings-tables-"));
  try {
    for (const { name, missing } of describers(folder))
      if (missing !== null) console.log(`without ${name}: ${missing}`);
    const standings: Standing[] = [];
    const pages: Record<string, number> = {};
    for (const rowCount of rowCounts) {
      const base = join(folder, "table");
      await writeTables(base, rowCount);
      for (const ending of ["csv", "parquet"])
        standings.push(...compete(`${base}.${ending}`, rowCount, folder));
      execFileSync(process.execPath, [
        program,
        "dataset",
        `${base}.parquet`,
        "--quiet",
        "--out",
        join(folder, "page"),
      ]);
      pages[`${rowCount} rows`] = statSync(join(folder, "page/dataset.html")).size;
      console.error(`done: ${rowCount} rows\n${standingsTable(standings)}`);
    }
    pages["2000 columns"] = widePageBytes(folder);
    console.log(`\n${standingsTable(standings)}\n\n${goalsTable(standings, pages)}`);
    if (target !== null) writeFileSync(target, pageText(standings, pages));
    const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
    console.log(JSON.stringify({ machine, standings, pages }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
