/** How one channel of a FLAC frame is coded. */
export type SubframePlan =
  | { readonly kind: "constant" }
  | { readonly kind: "verbatim" }
  | { readonly kind: "fixed"; readonly order: number; readonly residual: ResidualPlan }
  | {
      readonly kind: "linear";
      readonly coefficients: readonly number[];
      /** Bits of a coefficient, 1 to 15. */
      readonly precision: number;
      readonly shift: number;
      readonly residual: ResidualPlan;
    };

/** How a residual is coded: in 2^partitionOrder partitions, which take turns with the parameters; `plain` is the escape code. */
export interface ResidualPlan {
  readonly method: 0 | 1;
  readonly partitionOrder: number;
  readonly parameters: readonly (number | "plain")[];
}

/** One frame: two channels may be coded as left and side, side and right, or mid and side. */
export interface FramePlan {
  readonly coding: "apart" | "left-side" | "side-right" | "mid-side";
  readonly subframes: readonly SubframePlan[];
  /** Zeros that all samples of each channel end in. */
  readonly wastedBits?: readonly number[];
}

/** A stream of frames, all channels of each given as integers. */
export interface StreamPlan {
  readonly bitDepth: number;
  readonly isVariable: boolean;
  readonly frames: readonly { readonly channels: readonly (readonly number[])[]; readonly plan: FramePlan }[];
}

class BitWriter {
  readonly bytes: number[] = [];
  #pending = 0;
  #count = 0;

  /** The lower `count` bits of a value, two's complement, 53 at most. */
  write(value: number, count: number): void {
    for (let left = count; left > 0; ) {
      const taken = Math.min(left, 8 - this.#count);
      left -= taken;
      this.#pending =
        this.#pending * 2 ** taken +
        (((Math.floor(value / 2 ** left) % 2 ** taken) + 2 ** taken) % 2 ** taken);
      this.#count += taken;
      if (this.#count < 8) continue;
      this.bytes.push(this.#pending);
      this.#pending = 0;
      this.#count = 0;
    }
  }

  align(): void {
    if (this.#count > 0) this.write(0, 8 - this.#count);
  }
}

/** A whole FLAC file by RFC 9639, without compression in mind: every way to code a frame can be asked for. */
export function encodeFlac({ bitDepth, isVariable, frames }: StreamPlan): Uint8Array {
  const channelCount = frames[0]?.channels.length ?? 1;
  const lengths = frames.map(({ channels }) => channels[0]?.length ?? 0);
  const head = new BitWriter();
  for (const character of "fLaC") head.write(character.charCodeAt(0), 8);
  head.write(0x80, 8);
  head.write(34, 24);
  head.write(Math.max(16, Math.min(...lengths)), 16);
  head.write(Math.max(16, ...lengths), 16);
  head.write(0, 48);
  head.write(44_100, 20);
  head.write(channelCount - 1, 3);
  head.write(bitDepth - 1, 5);
  head.write(
    lengths.reduce((sum, length) => sum + length, 0),
    36,
  );
  head.write(0, 128);
  let sampleNumber = 0;
  const bodies = frames.map(({ channels, plan }, index) => {
    const number = isVariable ? sampleNumber : index;
    sampleNumber += lengths[index] ?? 0;
    return encodeFrame({ channels, plan, bitDepth, number, isVariable });
  });
  return Uint8Array.from([...head.bytes, ...bodies.flat()]);
}

function encodeFrame(frame: {
  readonly channels: readonly (readonly number[])[];
  readonly plan: FramePlan;
  readonly bitDepth: number;
  readonly number: number;
  readonly isVariable: boolean;
}): number[] {
  const { channels, plan, bitDepth, number, isVariable } = frame;
  const length = channels[0]?.length ?? 0;
  const codes = { apart: channels.length - 1, "left-side": 8, "side-right": 9, "mid-side": 10 } as const;
  const writer = new BitWriter();
  writer.write(isVariable ? 0xfff9 : 0xfff8, 16);
  writer.write(7, 4);
  writer.write(0, 4);
  writer.write(codes[plan.coding], 4);
  writer.write(0, 4);
  for (const byte of codedNumber(number)) writer.write(byte, 8);
  writer.write(length - 1, 16);
  writer.write(remainder(writer.bytes, 0x07, 8), 8);
  codedChannels(channels, plan.coding).forEach((samples, index) => {
    const isSide = plan.coding === "side-right" ? index === 0 : plan.coding !== "apart" && index === 1;
    const width = bitDepth + (isSide ? 1 : 0);
    writeSubframe(writer, samples, plan.subframes[index] ?? { kind: "verbatim" }, {
      width,
      wasted: plan.wastedBits?.[index] ?? 0,
    });
  });
  writer.align();
  writer.write(remainder(writer.bytes, 0x8005, 16), 16);
  return writer.bytes;
}

function codedChannels(
  channels: readonly (readonly number[])[],
  coding: FramePlan["coding"],
): readonly (readonly number[])[] {
  const [left = [], right = []] = channels;
  const side = left.map((value, index) => value - right[index]!);
  if (coding === "left-side") return [left, side];
  if (coding === "side-right") return [side, right];
  if (coding === "mid-side")
    return [left.map((value, index) => Math.floor((value + right[index]!) / 2)), side];
  return channels;
}

function writeSubframe(
  writer: BitWriter,
  samples: readonly number[],
  plan: SubframePlan,
  { width, wasted }: { readonly width: number; readonly wasted: number },
): void {
  const values = samples.map((value) => value / 2 ** wasted);
  const bits = width - wasted;
  const order = orderOf(plan);
  const types = { constant: 0, verbatim: 1, fixed: 8 + order, linear: 31 + order } as const;
  writer.write(types[plan.kind] * 2 + (wasted > 0 ? 1 : 0), 8);
  if (wasted > 0) writer.write(1, wasted);
  const plain = plan.kind === "constant" ? 1 : plan.kind === "verbatim" ? values.length : order;
  for (const value of values.slice(0, plain)) writer.write(value, bits);
  if (plan.kind === "constant" || plan.kind === "verbatim") return;
  if (plan.kind === "linear") {
    writer.write(plan.precision - 1, 4);
    writer.write(plan.shift, 5);
    for (const value of plan.coefficients) writer.write(value, plan.precision);
  }
  writeResidual(writer, residualOf(values, plan), order, plan.residual);
}

function orderOf(plan: SubframePlan): number {
  if (plan.kind === "linear") return plan.coefficients.length;
  return plan.kind === "fixed" ? plan.order : 0;
}

const fixedCoefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]] as const;

/** What the predictor leaves, from its order on. */
export function residualOf(values: readonly number[], plan: SubframePlan): number[] {
  const coefficients = plan.kind === "linear" ? plan.coefficients : fixedCoefficients[orderOf(plan)]!;
  const shift = plan.kind === "linear" ? BigInt(plan.shift) : 0n;
  return values.slice(coefficients.length).map((value, index) => {
    const at = index + coefficients.length;
    const sum = coefficients.reduce(
      (total, factor, tap) => total + BigInt(factor) * BigInt(values[at - 1 - tap]!),
      0n,
    );
    return Number(BigInt(value) - (sum >> shift));
  });
}

function writeResidual(
  writer: BitWriter,
  residual: readonly number[],
  order: number,
  plan: ResidualPlan,
): void {
  const { method, partitionOrder, parameters } = plan;
  const count = 1 << partitionOrder;
  const length = (residual.length + order) / count;
  const [parameterBits, escapeCode] = method === 0 ? [4, 15] : [5, 31];
  writer.write(method, 2);
  writer.write(partitionOrder, 4);
  for (let partition = 0; partition < count; partition++) {
    const values = residual.slice(Math.max(0, partition * length - order), (partition + 1) * length - order);
    const parameter = parameters[partition % parameters.length] ?? 0;
    writer.write(parameter === "plain" ? escapeCode : parameter, parameterBits);
    if (parameter === "plain") writePlain(writer, values);
    else for (const value of values) writeRice(writer, value, parameter);
  }
}

function writePlain(writer: BitWriter, values: readonly number[]): void {
  const width = values.every((value) => value === 0)
    ? 0
    : 1 + Math.max(...values.map((value) => bitLength(value < 0 ? -value - 1 : value)));
  writer.write(width, 5);
  if (width > 0) for (const value of values) writer.write(value, width);
}

function bitLength(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log2(value)) + 1;
}

function writeRice(writer: BitWriter, value: number, parameter: number): void {
  const folded = value < 0 ? -2 * value - 1 : 2 * value;
  for (let zeros = Math.floor(folded / 2 ** parameter); zeros > 0; zeros -= 32)
    writer.write(0, Math.min(32, zeros));
  writer.write(1, 1);
  writer.write(folded, parameter);
}

/** A number coded like UTF-8. */
function codedNumber(number: number): readonly number[] {
  if (number < 0x80) return [number];
  const tail: number[] = [];
  let rest = number;
  while (rest >= 2 ** (6 - tail.length) || tail.length === 0) {
    tail.unshift(0x80 | (rest & 63));
    rest = Math.floor(rest / 64);
  }
  return [((0xff00 >> (tail.length + 1)) & 0xff) | rest, ...tail];
}

/** The remainder of a CRC, bit by bit. */
function remainder(bytes: readonly number[], polynomial: number, width: number): number {
  let rest = 0;
  for (const byte of bytes) {
    rest ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) rest = rest & (1 << (width - 1)) ? (rest << 1) ^ polynomial : rest << 1;
    rest &= 2 ** width - 1;
  }
  return rest;
}
