#!/usr/bin/env node
import { statSync } from "node:fs";

/** When a file was written, in milliseconds; 0 where there is none. */
const writtenAt = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

const modules = "../dist/cli/main.js";
// Few files start faster. A pipeline's module imports the package, whose modules it must share with the program; and whoever compiles alone has the
// modules alone.
const bundle = "../dist/program/main.js";
const isBundled =
  ["dataset", "merge"].includes(process.argv[2]) && writtenAt(bundle) >= writtenAt("../dist/.tsbuildinfo");

if (writtenAt(modules) === 0) {
  process.stderr.write("error: this package is not built yet\n  try: npm run build\n");
  process.exit(5);
}
const { main } = await import(isBundled ? bundle : modules);
await main(process.argv.slice(2));
