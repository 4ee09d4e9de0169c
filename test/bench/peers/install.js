// Makes the virtual environment that bench:eda finds librosa and numpy in; git ignores it.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const here = import.meta.dirname;
const environment = join(here, ".venv");
execFileSync("python3", ["-m", "venv", environment], { stdio: "inherit" });
const requirements = join(here, "requirements.txt");
execFileSync(join(environment, "bin/pip"), ["install", "--quiet", "--requirement", requirements], {
  stdio: "inherit",
});
