// Puts the modules of the program into few files, dist/program/: each file that Node.js opens, checks and links costs a start more than the code in
// it. Modules that are loaded on demand stay so. `tsc` checks the types, and writes the modules one by one for those who import the package.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const source = join(import.meta.dirname, "..");
const target = join(source, "..", "dist", "program");

/** Small packages that are needed at once, and one of so many files that loading them one by one costs a start more than their code. */
const bundled = ["commander", "picocolors", "@duckdb/node-api"];

/** The native half of the table engine stays where it is. It is a dependency of the half that is bundled, so it is looked for from there. */
const nativeEngine = {
  name: "native-engine",
  setup(building) {
    const filter = /^@duckdb\/node-bindings$/;
    building.onResolve({ filter }, ({ path }) => ({ path, namespace: "native-engine" }));
    building.onLoad({ filter, namespace: "native-engine" }, () => ({
      contents: `module.exports = createRequireHere(require.resolve("@duckdb/node-api"))("@duckdb/node-bindings");`,
    }));
  },
};

const manifest = JSON.parse(readFileSync(join(source, "..", "package.json"), "utf8"));
const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

rmSync(target, { recursive: true, force: true });
await build({
  // What is started by its name. In one folder, where a module finds the one beside it by the same name.
  entryPoints: {
    main: join(source, "cli", "main.ts"),
    "measure-clip-thread": join(source, "workflows", "measure-clip-thread.ts"),
    "measure-image-thread": join(source, "workflows", "measure-image-thread.ts"),
    "stage-thread": join(source, "workflows", "stage-thread.ts"),
  },
  outdir: target,
  bundle: true,
  splitting: true,
  // All others are loaded when something asks for them.
  external: packages.filter((name) => !bundled.includes(name)),
  plugins: [nativeEngine],
  banner: {
    // For packages that are CommonJS.
    js: 'import { createRequire as createRequireHere } from "node:module";\nconst require = createRequireHere(import.meta.url);',
  },
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});

// What is copied goes with its licence.
const licences = bundled.map((name) => {
  const file = join(source, "..", "node_modules", name, "LICENSE");
  return `${name}\n\n${existsSync(file) ? readFileSync(file, "utf8").trim() : "see its package"}\n`;
});
writeFileSync(join(target, "LICENSES.txt"), licences.join("\n---\n\n"));
