// Installs what the benchmarks run beside ours: a virtual environment for bench:eda, and JavaScript libraries for bench:overhead and
// bench:runtime. Git ignores both.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const run = (program, words) => execFileSync(program, words, { stdio: "inherit", cwd: here });

run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]);
const environment = join(here, ".venv");
if (!existsSync(environment)) run("python3", ["-m", "venv", environment]);
run(join(environment, "bin/pip"), ["install", "--quiet", "--requirement", join(here, "requirements.txt")]);
