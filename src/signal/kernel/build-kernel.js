// Compiles the kernel's AssemblyScript to WebAssembly and writes it as the module kernel-bytes.ts, which git ignores.
// The same sources and compiler give the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import asc from "assemblyscript/asc";

const here = import.meta.dirname;
const files = new Map();
const { error, stderr } = await asc.main(
  [
    "index.ts",
    ...["--optimizeLevel", "3", "--converge", "--noAssert"],
    ...["--runtime", "stub", "--use", "abort=", "--enable", "simd"],
    ...["--outFile", "kernel.wasm"],
  ],
  {
    readFile: (name, folder) => readText(join(folder, name)),
    writeFile: (name, contents) => files.set(name, contents),
    listFiles: () => [],
  },
);
if (error) {
  process.stderr.write(`${stderr.toString()}\n${error.message}\n`);
  process.exit(1);
}

/** A source file, or null when the compiler asks for one that is not there. */
function readText(path) {
  try {
    return readFileSync(join(here, "assembly", path), "utf8");
  } catch {
    return null;
  }
}

const text = Buffer.from(files.get("kernel.wasm")).toString("base64");
const module = `// Made by build-kernel.js from assembly/; not to be edited.

/** The kernel as WebAssembly, base64. */
export const kernelBytes =
  "${text}";
`;
const target = join(here, "kernel-bytes.ts");
// An unchanged file keeps its date, so that an incremental build has nothing to do.
if (readOld() !== module) writeFileSync(target, module);

function readOld() {
  try {
    return readFileSync(target, "utf8");
  } catch {
    return null;
  }
}
