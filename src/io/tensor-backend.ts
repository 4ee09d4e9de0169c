import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { messageOf } from "../model/errors.ts";

/** The TensorFlow.js namespace, the same on every backend. */
export type TensorFlow = typeof import("@tensorflow/tfjs");

/** Which engine computes tensors, and why this one. */
export interface TensorBackendDescription {
  /** `tensorflow`: the native library; `wasm`: compiled kernels with SIMD; `cpu`: plain JavaScript; `none`: not installed. */
  readonly name: "tensorflow" | "wasm" | "cpu" | "none";
  /** Version of TensorFlow.js; null for `none`. */
  readonly version: string | null;
  /** Why this backend and no faster one, and what to install for more; one sentence. */
  readonly reason: string;
}

/** A tensor backend ready for use; `tf` is null for `none`. */
export interface TensorBackend extends TensorBackendDescription {
  readonly tf: TensorFlow | null;
}

/** How packages are found; tests hand in their own. */
export interface PackageLoader {
  /** The module of a package; rejects when it is not installed or does not load. */
  load(packageName: string): Promise<unknown>;
  /** Path of a file of a package; throws when it is not there. */
  resolve(path: string): string;
  /** The `name` in the manifest of what is installed under this name: an alias shows here. */
  nameOf(packageName: string): string;
}

const nativePackage = "@tensorflow/tfjs-node";
const plainPackage = "@tensorflow/tfjs";
const wasmPackage = "@tensorflow/tfjs-backend-wasm";

/**
 * Gives the fastest tensor backend that is installed: native, else wasm, else plain JavaScript, else none.
 * Never throws for a package that is missing or broken: `reason` says so instead.
 */
export async function loadTensorBackend(packages: PackageLoader = installedPackages): Promise<TensorBackend> {
  const native = await loadNative(packages);
  return native.kind === "loaded" ? native.backend : loadPlain(packages, native.reason);
}

/** What `loadTensorBackend` would give, in words. */
export async function describeTensorBackend(
  packages: PackageLoader = installedPackages,
): Promise<TensorBackendDescription> {
  const { name, version, reason } = await loadTensorBackend(packages);
  return { name, version, reason };
}

type Attempt = { kind: "loaded"; backend: TensorBackend } | { kind: "unavailable"; reason: string };

async function loadNative(packages: PackageLoader): Promise<Attempt> {
  try {
    // An override may put plain TensorFlow.js under this name; it is native only if it says so.
    if (packages.nameOf(nativePackage) !== nativePackage) {
      return {
        kind: "unavailable",
        reason: `${nativePackage} is here only as an alias of plain TensorFlow.js`,
      };
    }
    restoreRemovedUtilities();
    const tf = (await packages.load(nativePackage)) as TensorFlow;
    await tf.ready();
    const name = tf.getBackend();
    if (name !== "tensorflow")
      return { kind: "unavailable", reason: `${nativePackage} runs on its ${name} backend` };
    const reason = `${nativePackage} is installed: the native library`;
    return { kind: "loaded", backend: { name, version: tf.version_core, reason, tf } };
  } catch (error) {
    const isMissing = hasCode(error, "MODULE_NOT_FOUND") || hasCode(error, "ERR_MODULE_NOT_FOUND");
    const why = isMissing ? "is not installed" : `does not load (${messageOf(error)})`;
    return { kind: "unavailable", reason: `${nativePackage} ${why}` };
  }
}

async function loadPlain(packages: PackageLoader, nativeReason: string): Promise<TensorBackend> {
  let tf: TensorFlow;
  try {
    tf = (await packages.load(plainPackage)) as TensorFlow;
  } catch {
    const reason = `no TensorFlow.js: install ${plainPackage} and ${wasmPackage}, or ${nativePackage}`;
    return { name: "none", version: null, reason, tf: null };
  }
  // Otherwise the plain backend prints an advertisement for the native one.
  tf.env().set("PROD", true);
  const wasm = await startWasm(tf, packages);
  if (wasm.isStarted) {
    return { name: "wasm", version: tf.version_core, reason: `${wasm.reason}; ${nativeReason}`, tf };
  }
  await tf.setBackend("cpu");
  return { name: "cpu", version: tf.version_core, reason: `${wasm.reason}; ${nativeReason}`, tf };
}

async function startWasm(
  tf: TensorFlow,
  packages: PackageLoader,
): Promise<{ isStarted: boolean; reason: string }> {
  try {
    const wasm = (await packages.load(wasmPackage)) as { setWasmPaths(folder: string): void };
    // Setting the paths of a backend that is already running is an error.
    if (tf.getBackend() !== "wasm") {
      wasm.setWasmPaths(dirname(packages.resolve(`${wasmPackage}/dist/tfjs-backend-wasm.wasm`)) + sep);
    }
    if (await tf.setBackend("wasm")) {
      const hasSimd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
      return { isStarted: true, reason: `compiled kernels ${hasSimd ? "with" : "without"} SIMD, one thread` };
    }
    return { isStarted: false, reason: `${wasmPackage} does not start` };
  } catch (error) {
    const isMissing = hasCode(error, "MODULE_NOT_FOUND") || hasCode(error, "ERR_MODULE_NOT_FOUND");
    const why = isMissing
      ? "is not installed: install it for compiled kernels"
      : `fails (${messageOf(error)})`;
    return { isStarted: false, reason: `${wasmPackage} ${why}` };
  }
}

/**
 * tfjs-node 4.22 calls two functions that Node.js 23 removed from `node:util` (fixed in tfjs pull request 8425,
 * not released); without them the first matMul fails.
 */
function restoreRemovedUtilities(): void {
  const utilities = createRequire(import.meta.url)("node:util") as Record<string, unknown>;
  utilities.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  utilities.isArray ??= Array.isArray;
}

const require = createRequire(import.meta.url);

const installedPackages: PackageLoader = {
  // These packages are CommonJS: `require` gives all their names, where `import` may miss some.
  load: async (packageName) => require(packageName),
  resolve: (path) => require.resolve(path),
  nameOf: (packageName) => (require(`${packageName}/package.json`) as { name: string }).name,
};

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === code;
}
