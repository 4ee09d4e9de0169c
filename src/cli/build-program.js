// Puts the modules of `profile dataset` and `profile merge` into few scripts, dist/program/: each file that Node.js opens, checks and links costs a start
// more than the code in it. `tsc` checks the types, and writes the modules one by one for those who import the package, and for all other commands.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { keepCode } from "./keep-code.js";

const require = createRequire(import.meta.url);
const source = join(import.meta.dirname, "..");
const target = join(source, "..", "dist", "program");

/** Small packages that are needed at once, and one of so many files that loading them one by one costs a start more than their code. */
const bundled = ["commander", "picocolors", "@duckdb/node-api"];

/** What is started by its name. In one folder, where a module finds the one beside it by the same name. */
const entries = {
  main: join(source, "cli", "main.ts"),
  "measure-clip-thread": join(source, "workflows", "measure-clip-thread.ts"),
  "measure-image-thread": join(source, "workflows", "measure-image-thread.ts"),
};

/** The native half of the table engine stays where it is. It is a dependency of the half that is bundled, so it is looked for from there. */
const nativeEngine = {
  name: "native-engine",
  setup(building) {
    const filter = /^@duckdb\/node-bindings$/;
    building.onResolve({ filter }, ({ path }) => ({ path, namespace: "native-engine" }));
    building.onLoad({ filter, namespace: "native-engine" }, () => ({
      contents: `const { createRequire } = require("node:module");
const above = createRequire(importMetaUrl).resolve("@duckdb/node-api");
module.exports = createRequire(above)("@duckdb/node-bindings");`,
    }));
  },
};

/** Modules of Node.js that few runs need, and which take some milliseconds each to load. */
const lateBuiltins = {
  name: "late-builtins",
  setup(building) {
    const filter = /^node:(child_process|readline|stream|stream\/promises|worker_threads|zlib)$/;
    building.onResolve({ filter }, ({ path, namespace }) =>
      namespace === "late-builtins" ? { path, external: true } : { path, namespace: "late-builtins" },
    );
    building.onLoad({ filter, namespace: "late-builtins" }, ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(require(path)))})
  Object.defineProperty(exports, name, { enumerable: true, get: () => require("${path}")[name] });`,
    }));
  },
};

/** Commands that run what a user has written share its modules: they stay where they are. */
const otherCommands = {
  name: "other-commands",
  setup(building) {
    building.onResolve({ filter: /^\.\/commands\// }, ({ path }) => {
      const name = path.slice("./commands/".length, -".ts".length);
      if (name === "dataset" || name === "merge") return null;
      return { path: `../cli/commands/${name}.js`, external: true };
    });
  },
};

/**
 * In letters of ASCII, which take V8 half the memory and no decoding; and with modules imported by whoever calls it, for a script that was made from kept
 * code cannot import any.
 */
function asScript(text) {
  return text
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/\bimport\(/g, "importModule(");
}

const manifest = JSON.parse(readFileSync(join(source, "..", "package.json"), "utf8"));
const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const { outputFiles } = await build({
  entryPoints: entries,
  outdir: target,
  write: false,
  bundle: true,
  // All others are loaded when something asks for them.
  external: packages.filter((name) => !bundled.includes(name)),
  plugins: [nativeEngine, lateBuiltins, otherCommands],
  // One function, which `load-program.cjs` calls.
  banner: { js: "(function (exports, require, module, importMetaUrl, importModule) {" },
  footer: { js: "})" },
  define: { "import.meta.url": "importMetaUrl" },
  format: "cjs",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});
writeFileSync(join(target, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
copyFileSync(join(source, "cli", "load-program.cjs"), join(target, "load-program.js"));
for (const [index, name] of Object.keys(entries).entries()) {
  const contents = asScript(outputFiles[index].text);
  // V8 tells whether code belongs to a script by its length alone: the name says it.
  const stem = `${name}-${createHash("sha256").update(contents).digest("hex").slice(0, 12)}`;
  writeFileSync(join(target, `${stem}.js`), contents);
  writeFileSync(join(target, `${name}.js`), `module.exports = require("./load-program.js")("${stem}");\n`);
}

// What is copied goes with its licence.
const licences = bundled.map((name) => {
  const file = join(source, "..", "node_modules", name, "LICENSE");
  return `${name}\n\n${existsSync(file) ? readFileSync(file, "utf8").trim() : "see its package"}\n`;
});
writeFileSync(join(target, "LICENSES.txt"), licences.join("\n---\n\n"));
keepCode();
