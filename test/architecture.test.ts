import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

/** Which rooms each room may import, as ARCHITECTURE.md says. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  model: [],
  stats: [],
  signal: [],
  io: ["model", "signal"],
  datasets: ["model", "io"],
  explore: ["model", "stats", "signal"],
  gate: ["model", "stats", "signal"],
  pipeline: ["model"],
  profiler: ["model", "stats", "pipeline"],
  report: ["model"],
  workflows: [
    "model",
    "stats",
    "signal",
    "io",
    "datasets",
    "explore",
    "gate",
    "pipeline",
    "profiler",
    "report",
  ],
  cli: ["workflows", "model"],
};

/** Rooms that may use what Node.js offers; every other room is given what it needs. */
const roomsWithNode = new Set(["io", "datasets", "workflows", "cli"]);

/** Packages that each room may import; the others none. */
const packages: Readonly<Record<string, readonly string[]>> = {
  signal: ["meyda"],
  io: [
    "@audio/",
    "@duckdb/node-api",
    "apache-arrow",
    "@tensorflow/tfjs",
    "@tensorflow/tfjs-backend-wasm",
    "@tensorflow/tfjs-node",
    "danfojs-node",
    "jiti",
    "sharp",
  ],
  report: ["vega", "vega-lite", "vega-interpreter"],
  cli: ["commander", "picocolors"],
};

/** What pure rooms never touch, and who prints. */
const forbiddenWords: readonly {
  readonly pattern: RegExp;
  readonly except: readonly string[];
  readonly what: string;
}[] = [
  { pattern: /\bconsole\./, except: ["cli"], what: "prints" },
  { pattern: /\bprocess\./, except: ["cli", "io"], what: "touches the process" },
  { pattern: /\bDate\.now\(|\bnew Date\(\)/, except: ["cli", "io"], what: "asks for the date" },
  { pattern: /\bMath\.random\(/, except: [], what: "draws without a seed" },
  { pattern: /\bperformance\.now\(/, except: ["cli", "io"], what: "reads the clock" },
];

interface Module {
  /** Path below src, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every import and re-export of a module, types included. */
function importsOf({ text }: Module): readonly string[] {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)["']([^"']+)["']/gm;
  return [...withoutComments.matchAll(pattern)].map((match) => match[1] ?? "");
}

const roomOf = (path: string): string => path.split("/")[0] ?? "";

/** What breaks the rules of the house in a module, as sentences. */
function violations(module: Module): readonly string[] {
  const room = roomOf(module.path);
  if (!module.path.includes("/")) return module.path === "index.ts" ? [] : [`${module.path} is in no room`];
  const allowed = rooms[room];
  if (allowed === undefined) return [`${module.path} is in "${room}", which is no room`];
  const wrongImports = importsOf(module).flatMap((specifier) => {
    if (specifier.startsWith(".")) {
      const target = roomOf(join(dirname(module.path), specifier).replaceAll("\\", "/"));
      return target === room || allowed.includes(target) ? [] : [`${module.path} imports ${target}`];
    }
    if (specifier.startsWith("node:"))
      return roomsWithNode.has(room) ? [] : [`${module.path} imports ${specifier}`];
    const known = packages[room]?.some((name) =>
      name.endsWith("/") ? specifier.startsWith(name) : specifier === name,
    );
    return known ? [] : [`${module.path} imports the package ${specifier}`];
  });
  const code = module.text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  const wrongWords = forbiddenWords
    .filter(({ pattern, except }) => !except.includes(room) && pattern.test(code))
    .map(({ what }) => `${module.path} ${what}`);
  return [...wrongImports, ...wrongWords];
}

/** Modules that import each other in a circle: one sentence per circle found. */
function circles(modules: readonly Module[]): readonly string[] {
  const known = new Set(modules.map(({ path }) => path));
  const edges = new Map(
    modules.map((module) => [
      module.path,
      importsOf(module)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => join(dirname(module.path), specifier).replaceAll("\\", "/"))
        .filter((target) => known.has(target)),
    ]),
  );
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(" -> ")];
    if (finished.has(path)) return [];
    const found = (edges.get(path) ?? []).flatMap((target) => visit(target, [...trail, path]));
    finished.add(path);
    return found;
  };
  return modules.flatMap(({ path }) => visit(path, []));
}

const sourceFolder = join(import.meta.dirname, "../src");
const modules: readonly Module[] = readdirSync(sourceFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: relative(sourceFolder, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") };
  });

test("every module is in a room, and imports only what its room may", () => {
  assert.ok(modules.length > 50, `only ${modules.length} modules were read`);
  assert.ok(modules.flatMap(importsOf).length > 100, "hardly an import was found");
  assert.deepEqual(modules.flatMap(violations), []);
});

test("no modules import each other in a circle", () => {
  assert.deepEqual(circles(modules), []);
});

test("a planted wrong import, of a type alone, is found", () => {
  const planted = { path: "stats/planted.ts", text: 'import type { Example } from "../model/example.ts";\n' };
  assert.deepEqual(violations(planted), ["stats/planted.ts imports model"]);
});

test("planted packages, built-ins, printing, clocks and chance are found", () => {
  const planted = (path: string, text: string): readonly string[] => violations({ path, text });
  assert.deepEqual(planted("explore/a.ts", 'import { readFileSync } from "node:fs";'), [
    "explore/a.ts imports node:fs",
  ]);
  assert.deepEqual(planted("gate/a.ts", 'export { x } from "lodash";'), [
    "gate/a.ts imports the package lodash",
  ]);
  assert.deepEqual(planted("report/a.ts", 'await import("../stats/moments.ts");'), [
    "report/a.ts imports stats",
  ]);
  assert.deepEqual(planted("io/a.ts", "console.log(1);"), ["io/a.ts prints"]);
  assert.deepEqual(planted("gate/a.ts", "const t = Date.now();"), ["gate/a.ts asks for the date"]);
  assert.deepEqual(planted("stats/a.ts", "const r = Math.random();"), ["stats/a.ts draws without a seed"]);
  assert.deepEqual(planted("utils/a.ts", ""), ['utils/a.ts is in "utils", which is no room']);
});

test("a planted circle is found", () => {
  const circle = circles([
    { path: "model/a.ts", text: 'import { b } from "./b.ts";' },
    { path: "model/b.ts", text: 'import { a } from "./a.ts";' },
  ]);
  assert.deepEqual(circle, ["model/a.ts -> model/b.ts -> model/a.ts"]);
});

test("no file is longer than 300 lines, and every exported thing has a doc comment", () => {
  const long = modules.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path);
  assert.deepEqual(long, []);
  const bare = modules
    .filter(({ path }) => path !== "index.ts")
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^(.*)\nexport (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm)]
        .filter((match) => !/\*\/\s*$/.test(match[1] ?? ""))
        .map((match) => `${path}: ${match[2]}`),
    );
  assert.deepEqual(bare, []);
});
