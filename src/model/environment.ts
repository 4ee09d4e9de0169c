/** The machine a run was measured on. Two runs are compared directly only where all of it is equal. */
export interface Environment {
  /** `process.platform`, such as linux. */
  readonly operatingSystem: string;
  /** `process.arch`, such as x64. */
  readonly architecture: string;
  /** Model name of the first logical core, without its clock rate. */
  readonly cpuModel: string;
  /** Logical cores that the operating system shows. */
  readonly logicalCoreCount: number;
  /** Cores that a container quota allows, or null without one. */
  readonly cpuQuotaCores: number | null;
  /** Main memory rounded to the next power of two, in bytes. */
  readonly memoryClassBytes: number;
  /** Major and minor version of Node.js, such as 20.20. */
  readonly nodeVersion: string;
  /** Version of V8. */
  readonly v8Version: string;
}

/** This package, as stored files name it. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** The names of the fields in which two environments differ; empty when they are the same machine class. */
export function differingFields(a: Environment, b: Environment): readonly (keyof Environment)[] {
  return (Object.keys(a) as (keyof Environment)[]).filter((field) => a[field] !== b[field]);
}
