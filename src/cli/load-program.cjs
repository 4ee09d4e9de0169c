// Copied beside the scripts that `build-program.js` makes, and the way into them for `bin/` and for threads: CommonJS, for a start that needs no
// ES module saves Node.js its loader of them.
const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

/**
 * The exports of the script `stem`.js in this folder, run with the code that V8 made of it when the package was built (`stem`.cache): functions need not be
 * parsed and compiled anew, which took a fifth of a short run. Code of another version of V8, or for other flags, V8 refuses, and compiles as usual.
 */
module.exports = function loadProgram(stem) {
  // Before the code is taken up, for it belongs to the flags that it was made with; see `compile-late.ts`.
  // Later versions of V8 do not know the first one any more, and would say so on standard error.
  if (Number.parseInt(process.versions.node, 10) < 22) setFlagsFromString("--interrupt-budget=540672");
  // Young objects have the room they begin with: more is memory that the system must give, and collecting cost no less; see `spareMemory`.
  setFlagsFromString("--semi-space-growth-factor=1");
  // A collection of that little room is over sooner than other threads are woken for it.
  setFlagsFromString("--no-parallel-scavenge");
  // What is spent on compiling for speed goes mostly into functions that others were put into; each runs too briefly here to pay that back.
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=200");
  const path = join(__dirname, `${stem}.js`);
  const cachePath = join(__dirname, `${stem}.cache`);
  // What is built is ASCII.
  const script = new Script(readFileSync(path, "latin1"), { filename: path, cachedData: bytesAt(cachePath) });
  const module = { exports: {} };
  const importModule = (name) => import(name);
  const run = script.runInThisContext();
  run(module.exports, createRequire(path), module, pathToFileURL(path).href, importModule);
  if (process.env["SOUNDINGS_KEEP_CODE"] === "build") keepCode(script, cachePath);
  return module.exports;
};

/** When the build runs the program for the sake of its code, writes down all that was compiled by the end. */
function keepCode(script, path) {
  process.once("exit", () => {
    const part = `${path}.${process.pid}.part`;
    writeFileSync(part, script.createCachedData());
    renameSync(part, path);
  });
}

function bytesAt(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
