// Puts the modules of the program into few files, dist/program/: each file that Node.js opens, checks and links costs a start more than the code in
// it. Modules that are loaded on demand stay so. `tsc` checks the types, and writes the modules one by one for those who import the package.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const source = join(import.meta.dirname, "..");
const target = join(source, "..", "dist", "program");

const manifest = JSON.parse(readFileSync(join(source, "..", "package.json"), "utf8"));
const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

rmSync(target, { recursive: true, force: true });
await build({
  // What is started by its name. In one folder, where a module finds the one beside it by the same name.
  entryPoints: {
    main: join(source, "cli", "main.ts"),
    "measure-clip-thread": join(source, "workflows", "measure-clip-thread.ts"),
    "stage-thread": join(source, "workflows", "stage-thread.ts"),
  },
  outdir: target,
  bundle: true,
  splitting: true,
  // The command line's own packages are small and always needed; the others are loaded when something asks for them.
  external: packages.filter((name) => !["commander", "picocolors"].includes(name)),
  banner: {
    // For packages that are CommonJS.
    js: 'import { createRequire as createRequireHere } from "node:module";\nconst require = createRequireHere(import.meta.url);',
  },
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});
