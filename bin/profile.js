#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (!existsSync(program)) {
  process.stderr.write("error: this package is not built yet\n  try: npm run build\n");
  process.exit(5);
}
const { main } = await import(program.href);
await main(process.argv.slice(2));
