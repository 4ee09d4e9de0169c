// Runs every test file under test/ with node:test, on any shell and any Node.js from 20 on (which has no globs).
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

const wanted = process.argv.slice(2);
const files = readdirSync("test", { recursive: true })
  .map((path) => `test/${String(path).replaceAll("\\", "/")}`)
  .filter((path) => path.endsWith(".test.ts"))
  .filter((path) => wanted.length === 0 || wanted.some((part) => path.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(" ")}`);
  process.exit(2);
}
const reporters = [process.stdout.isTTY ? "spec" : "tap", "./test/support/failing-tests.js"];
const options = reporters.flatMap((name) => [
  "--test-reporter",
  name,
  "--test-reporter-destination",
  "stdout",
]);
const run = spawnSync(process.execPath, ["--import", "tsx", "--test", ...options, ...files], {
  stdio: "inherit",
});
process.exit(run.status ?? 1);
