import assert from "node:assert/strict";
import { test } from "node:test";
import { describeTensorBackend, loadTensorBackend, type PackageLoader } from "../../src/io/tensor-backend.ts";

const notInstalled: PackageLoader = {
  load: async (name) => missing(name),
  resolve: (path) => missing(path),
  nameOf: (name) => missing(name),
};

function missing(name: string): never {
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
}

/** A stand-in for TensorFlow.js that starts on `first` and can switch to `others`. */
function fakeTensorFlow(first: string, others: readonly string[] = []) {
  let current = first;
  return {
    version_core: "9.9.9",
    ready: async () => undefined,
    getBackend: () => current,
    setBackend: async (name: string) => {
      if (others.includes(name)) current = name;
      return current === name;
    },
    env: () => ({ set: () => undefined, getAsync: async () => true }),
  };
}

test("here, tensors are computed by a real backend that multiplies right", async () => {
  const { tf, name, version, reason } = await loadTensorBackend();
  assert.ok(tf !== null && name !== "none", reason);
  assert.match(version ?? "", /^\d+\.\d+\.\d+/);
  const product = tf.tidy(
    () =>
      tf
        .tensor2d([[1, 2]])
        .matMul(tf.tensor2d([[3], [4]]))
        .dataSync()[0],
  );
  assert.equal(product, 11);
});

test("loading twice is fine", async () => {
  const first = await loadTensorBackend();
  const second = await loadTensorBackend();
  assert.equal(second.tf, first.tf);
  assert.equal(second.name, first.name);
});

test("nothing is printed while a backend is loaded and used", async (t) => {
  const printed = ["log", "info", "warn", "error"].map((name) => t.mock.method(console, name as "log"));
  const { tf } = await loadTensorBackend();
  tf?.tidy(() => tf.tensor1d([1, 2]).add(1).dataSync());
  assert.deepEqual(
    printed.flatMap((method) => method.mock.calls),
    [],
  );
});

test("without any package there is no backend, and the reason says what to install", async () => {
  const description = await describeTensorBackend(notInstalled);
  assert.equal(description.name, "none");
  assert.match(description.reason, /install @tensorflow\/tfjs and @tensorflow\/tfjs-backend-wasm/);
});

test("native comes first where it is really installed", async () => {
  const native = fakeTensorFlow("tensorflow");
  const backend = await loadTensorBackend({
    ...notInstalled,
    nameOf: (name) => name,
    load: async () => native,
  });
  assert.equal(backend.name, "tensorflow");
  assert.equal(backend.tf, native as unknown);
});

test("a package that only bears the native name does not count as native", async () => {
  const plain = fakeTensorFlow("cpu", ["cpu"]);
  const backend = await loadTensorBackend({
    ...notInstalled,
    nameOf: () => "@tensorflow/tfjs",
    load: async (name) => (name === "@tensorflow/tfjs" ? plain : missing(name)),
  });
  assert.equal(backend.name, "cpu");
  assert.match(backend.reason, /alias/);
  assert.match(backend.reason, /tfjs-backend-wasm is not installed/);
});

test("a native package whose library does not load is passed over with its message", async () => {
  const plain = fakeTensorFlow("cpu", ["cpu", "wasm"]);
  const backend = await loadTensorBackend({
    nameOf: (name) => name,
    resolve: (path) => path,
    load: async (name) => {
      if (name === "@tensorflow/tfjs-node") throw new Error("tfjs_binding.node can not be found");
      return name === "@tensorflow/tfjs" ? plain : { setWasmPaths: () => undefined };
    },
  });
  assert.equal(backend.name, "wasm");
  assert.match(backend.reason, /tfjs_binding\.node can not be found/);
});
