/** What the kernel needs of the global `WebAssembly`, which the library of this project's TypeScript setting leaves out. */
interface WebAssemblyGlobal {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

const global = globalThis as { readonly WebAssembly?: WebAssemblyGlobal };

// A module with one function that makes a vector of 16 zeros: (i32.const 0) (i8x16.splat) (drop).
const tinySimdModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 4, 1, 96, 0, 0],
  ...[3, 2, 1, 0],
  ...[10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
);

/** Whether this machine's WebAssembly knows 128-bit vectors. */
export function hasSimd(): boolean {
  return global.WebAssembly?.validate(tinySimdModule) ?? false;
}

const modules = new Map<string, object>();

/** The exports of a new instance of a module without imports, compiled when it is first asked for; null without WebAssembly. */
export function instantiate(base64: string): unknown {
  const { WebAssembly: host } = global;
  if (host === undefined) return null;
  const module = modules.get(base64) ?? new host.Module(bytesOf(base64));
  modules.set(base64, module);
  return new host.Instance(module).exports;
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
