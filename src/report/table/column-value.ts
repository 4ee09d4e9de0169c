import { type ColumnType, isTemporal } from "../../model/column-plan.ts";
import { formatNumber, type MaybeNumber, noNumber } from "../format-number.ts";

/** How numbers of a column are written: times as ISO 8601 has them, whole numbers in full. */
export function columnFormat(type: ColumnType): (value: MaybeNumber) => string {
  if (isTemporal(type)) return (seconds) => timeText(seconds, type === "date");
  return (value) => {
    if (typeof value !== "number" || !Number.isFinite(value)) return noNumber;
    if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value).replace(/^-/, "−");
    return Math.abs(value) >= 1000 && Math.abs(value) < 1e15
      ? value.toFixed(1).replace(/\.0$/, "").replace(/^-/, "−")
      : formatNumber(value);
  };
}

function timeText(seconds: MaybeNumber, isDay: boolean): string {
  if (typeof seconds !== "number" || !Number.isFinite(seconds) || Math.abs(seconds) > 8.64e12)
    return noNumber;
  const iso = new Date(Math.round(seconds * 1000)).toISOString();
  return isDay ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " ");
}
