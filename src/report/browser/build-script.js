// Checks the TypeScript that runs in pages, puts its modules into one script, and writes that as the module ../page-script.ts.
// The same sources and compiler give the same bytes; with --check nothing is written, and a difference is an error.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const here = import.meta.dirname;
const target = join(here, "..", "page-script.ts");
/** In the order in which they need each other. */
const modules = ["shapes.ts", "plot-box.ts", "page-cube.ts", "explorer.ts"];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Complains like the compiler about what is wrong in the sources. */
function checkTypes() {
  const { config } = ts.readConfigFile(join(here, "tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, here);
  const program = ts.createProgram(fileNames, options);
  const found = ts.getPreEmitDiagnostics(program);
  if (found.length > 0) {
    fail(
      ts.formatDiagnostics(found, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => here,
        getNewLine: () => "\n",
      }),
    );
  }
}

/** One module as plain JavaScript without its imports, exports and comments. */
function plain(name) {
  const text = readFileSync(join(here, name), "utf8");
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: "ES2022", module: "ESNext", removeComments: true, verbatimModuleSyntax: true },
  });
  return outputText
    .replace(/^import .*;\n/gm, "")
    .replace(/^export (?=\w)/gm, "")
    .replace(/^ {4,}/gm, (space) => "\t".repeat(space.length / 4));
}

checkTypes();
const script = `"use strict";(()=>{\n${modules.map(plain).join("")}})();\n`;
// Only then is it the same text wherever it is put into a page.
if (/<\/script|<!--/i.test(script)) fail("the script holds what would end it");
const module = `// Made by browser/build-script.js from browser/*.ts; not to be edited.

/** The script of pages, as it stands in them. */
export const pageScript: string = ${JSON.stringify(script)};

/** What a content security policy calls it. */
export const pageScriptHash = "sha256-${createHash("sha256").update(script).digest("base64")}";
`;
const old = ts.sys.readFile(target);
if (old !== module && process.argv.includes("--check"))
  fail("page-script.ts is not that of its sources: node src/report/browser/build-script.js");
if (old !== module) writeFileSync(target, module);
