#!/usr/bin/env node
const { statSync } = require("node:fs");
const { join } = require("node:path");

const dist = join(__dirname, "..", "dist");

/** When a file was written, in milliseconds; 0 where there is none. */
const writtenAt = (path) => statSync(join(dist, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// One script starts faster than many modules. A pipeline's module imports the package, whose modules it must share with the program; and whoever compiles
// alone has the modules alone.
const isBundled =
  ["dataset", "merge"].includes(process.argv[2]) && writtenAt("program/main.js") >= writtenAt(".tsbuildinfo");

if (writtenAt("cli/main.js") === 0) {
  process.stderr.write("error: this package is not built yet\n  try: npm run build\n");
  process.exit(5);
}
const words = process.argv.slice(2);
if (isBundled) require("../dist/program/main.js").main(words);
else void import("../dist/cli/main.js").then(({ main }) => main(words));
