import type { DecodeProblem } from "../../model/audio-clip.ts";
import type { HeaderWindow } from "./header-window.ts";
import { startsChunk, type WavData } from "./wav-data.ts";

/** What a header says of the same thing in two fields. */
export interface StatedRates {
  readonly sampleRateHertz: number;
  /** Bytes of a frame of PCM; null for compressed samples, whose rate of bytes is a mean. */
  readonly frameBytes: number | null;
  /** Bytes per second as the header states them; 0 when it does not. */
  readonly bytesPerSecond: number;
}

/** Bytes after the samples that some program may have left there. */
const strayBytes = 1024;

/** Where the header of a WAV file says another thing than the file, or than itself; null where it does not. */
export function wavContradiction(
  file: HeaderWindow,
  data: WavData,
  rates: StatedRates,
): DecodeProblem | null {
  const reason = otherRate(rates) ?? hiddenBytes(file, data);
  return reason === null ? null : { code: "header-contradicts", reason };
}

function otherRate({ sampleRateHertz, frameBytes, bytesPerSecond }: StatedRates): string | null {
  if (frameBytes === null || bytesPerSecond === 0 || bytesPerSecond === frameBytes * sampleRateHertz)
    return null;
  return (
    `the header announces ${sampleRateHertz} Hz in frames of ${frameBytes} bytes and ${bytesPerSecond} bytes per second, ` +
    `which would be ${Math.round(bytesPerSecond / frameBytes)} Hz`
  );
}

/** Bytes after the data chunk that are no chunk and no padding: samples that the header keeps quiet about. */
function hiddenBytes(file: HeaderWindow, { offset, byteCount, announcedBytes }: WavData): string | null {
  if (announcedBytes === null || byteCount < announcedBytes) return null;
  const end = offset + byteCount;
  const restBytes = file.sizeBytes - end;
  if (restBytes <= strayBytes) return null;
  const head = file.read(end, 9);
  const isChunk = startsChunk(head, restBytes) || startsChunk(head.subarray(1), restBytes - 1);
  if (isChunk || head.every((byte) => byte === 0)) return null;
  return `the data chunk announces ${announcedBytes} bytes, and ${restBytes} more follow that belong to no chunk`;
}
