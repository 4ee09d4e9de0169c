import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import {
  measureCalibrationSeconds,
  readCpuQuotaCores,
  readEnvironment,
  readGit,
  readPressure,
  readSchedule,
  withoutClockRate,
} from "../../src/io/machine.ts";

/** A folder with these files, gone after the test. */
function folderWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "soundings-machine-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

test("the environment is whole, and the same when read again", () => {
  const environment = readEnvironment();
  assert.deepEqual(readEnvironment(), environment);
  assert.equal(environment.operatingSystem, process.platform);
  assert.match(environment.nodeVersion, /^\d+\.\d+$/);
  assert.ok(environment.logicalCoreCount >= 1);
  assert.ok(Number.isInteger(Math.log2(environment.memoryClassBytes)));
  assert.doesNotMatch(environment.cpuModel, /Hz/);
});

test("a model name loses its clock rate, which varies within one machine class", () => {
  assert.equal(withoutClockRate("Intel(R) Xeon(R) CPU E5-2673 v4 @ 2.30GHz"), "Intel Xeon CPU E5-2673 v4");
  assert.equal(withoutClockRate("AMD EPYC 7763 64-Core Processor"), "AMD EPYC 7763 64-Core Processor");
  assert.equal(withoutClockRate("Virtual CPU 2400 MHz"), "Virtual CPU");
});

test("a quota of control groups version 2, the tightest on the way up", (context) => {
  const root = folderWith(context, {
    "proc/self/cgroup": "0::/jobs/one\n",
    "sys/fs/cgroup/jobs/one/cpu.max": "300000 100000\n",
    "sys/fs/cgroup/jobs/cpu.max": "150000 100000\n",
    "sys/fs/cgroup/cpu.max": "max 100000\n",
  });
  assert.equal(readCpuQuotaCores(root), 1.5);
});

test("a quota of control groups version 1, and none where it says -1", (context) => {
  const cgroup = "5:memory:/x\n4:cpu,cpuacct:/docker/abc\n";
  const quotaOf = (quota: string) =>
    readCpuQuotaCores(
      folderWith(context, {
        "proc/self/cgroup": cgroup,
        "sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us": quota,
        "sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us": "100000\n",
      }),
    );
  assert.equal(quotaOf("50000\n"), 0.5);
  assert.equal(quotaOf("-1\n"), null);
});

test("no control groups, no quota", (context) => {
  assert.equal(readCpuQuotaCores(folderWith(context, {})), null);
});

test("the schedule counts up while the main thread works, where the system keeps it", () => {
  const before = readSchedule();
  if (before === null) {
    assert.ok(!existsSync("/proc/self/schedstat"));
    return;
  }
  for (let repeat = 0; repeat < 3; repeat++) measureCalibrationSeconds();
  const after = readSchedule();
  assert.ok(after !== null && after.onCpuSeconds > before.onCpuSeconds);
  assert.ok(after.runQueueSeconds >= before.runQueueSeconds);
});

test("pressure is a share, or unknown", () => {
  const pressure = readPressure();
  assert.ok(pressure === null || (pressure >= 0 && pressure <= 1));
});

test("the calibration kernel takes a positive time", () => {
  const seconds = measureCalibrationSeconds();
  assert.ok(seconds > 0 && Number.isFinite(seconds));
});

test("a working tree has a commit, and is dirty once a file lies about", (context) => {
  const folder = folderWith(context, { "a.txt": "a" });
  const git = (...subcommand: string[]) =>
    execFileSync(
      "git",
      ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.org", ...subcommand],
      {
        stdio: "pipe",
      },
    );
  git("init", "--quiet");
  assert.equal(readGit(folder), null, "no commit yet");
  git("add", ".");
  git("commit", "--quiet", "--message", "first");
  const clean = readGit(folder);
  assert.match(clean?.commit ?? "", /^[0-9a-f]{40}$/);
  assert.equal(clean?.isDirty, false);
  writeFileSync(join(folder, "b.txt"), "b");
  assert.deepEqual(readGit(folder), { commit: clean?.commit, isDirty: true });
});

test("outside a working tree, and without git, there is nothing to tell", (context) => {
  const folder = folderWith(context, {});
  assert.equal(readGit(folder), null);
  assert.equal(readGit(join(folder, "nowhere")), null);
  const path = process.env["PATH"];
  context.after(() => {
    process.env["PATH"] = path;
  });
  process.env["PATH"] = folder;
  assert.equal(readGit("."), null);
});
