const maxDepth = 4;

/**
 * Waits for the device: reads every tensor in a value, four levels deep. Kernels that an accelerator has only queued are run by
 * then, so their time is spent here, and not in whichever later stage happens to read a tensor.
 */
export function readTensors(value: unknown): void {
  eachTensor(value, (tensor) => tensor.dataSync());
}

/** Gives back the memory of every tensor in a value that nobody will read any more. */
export function disposeTensors(value: unknown): void {
  eachTensor(value, (tensor) => tensor.dispose?.());
}

function eachTensor(value: unknown, use: (tensor: Tensor) => void, depth = 0): void {
  if (typeof value !== "object" || value === null || depth > maxDepth || ArrayBuffer.isView(value)) return;
  if (isTensor(value)) {
    if (value.isDisposed !== true) use(value);
  } else if (Array.isArray(value)) {
    for (const element of value) eachTensor(element, use, depth + 1);
  } else if (isPlain(value)) {
    for (const key in value) eachTensor(value[key as never], use, depth + 1);
  }
}

interface Tensor {
  dataSync(): unknown;
  dispose?(): void;
  readonly isDisposed?: boolean;
}

function isTensor(value: object): value is Tensor {
  return typeof (value as { dataSync?: unknown }).dataSync === "function";
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
