import type { Container } from "../model/audio-clip.ts";
import { findAdtsFrames } from "./formats/adts-frames.ts";
import { hasText, textAt } from "./formats/bytes.ts";
import { findMp3Frames } from "./formats/mp3-frames.ts";

/** What a file's first bytes say it is. */
export type SniffedContainer =
  | { readonly kind: "audio"; readonly container: Container }
  | { readonly kind: "unknown"; readonly reason: string };

/** The container of a file from its bytes alone; when it holds no known audio, what it seems to be instead. */
export function sniffContainer(bytes: Uint8Array): SniffedContainer {
  const container = byMagic(bytes) ?? byFrames(bytes);
  return container !== null ? { kind: "audio", container } : { kind: "unknown", reason: whyUnknown(bytes) };
}

function byMagic(bytes: Uint8Array): Container | null {
  const form = textAt(bytes, 8, 4);
  switch (textAt(bytes, 0, 4)) {
    case "RIFF":
      return form === "WAVE" ? "wav" : null;
    case "RF64":
    case "BW64":
      return form === "WAVE" ? "rf64" : null;
    case "FORM":
      return form === "AIFF" || form === "AIFC" ? "aiff" : null;
    case ".snd":
      return "au";
    case "caff":
      return "caf";
    case "fLaC":
      return "flac";
    case "OggS":
      return "ogg";
    case "wvpk":
      return "wavpack";
    case "\x1a\x45\xdf\xa3":
      return "webm";
    case "\x30\x26\xb2\x75":
      return "asf";
    default:
      return hasText(bytes, 4, "ftyp") ? "mp4" : null;
  }
}

/** Formats without magic bytes: several frames in a row must agree, so that chance does not pass. */
function byFrames(bytes: Uint8Array): Container | null {
  if (findMp3Frames(bytes) !== null) return "mp3";
  return findAdtsFrames(bytes) !== null ? "adts" : null;
}

/** First bytes of files that are often saved under an audio extension, in lower case. */
const impostors: readonly (readonly [start: string, what: string])[] = [
  ["\x00\x05\x16\x07", "an AppleDouble resource file of macOS"],
  ["\x00\x00\x00\x01bud1", "a .DS_Store file of macOS"],
  ["version https://git-lfs", "a Git LFS pointer: `git lfs pull` fetches the audio"],
  ["<!doctype html", "an HTML page"],
  ["<html", "an HTML page"],
  ["<head", "an HTML page"],
  ["<?xml", "an XML document"],
  ["\x89png", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["pk\x03\x04", "a ZIP archive"],
  ["\x1f\x8b", "a gzip archive"],
  ["%pdf", "a PDF document"],
  ["mthd", "a MIDI file: notes, not sound"],
  ["#!amr", "AMR speech, which cannot be read"],
];

function whyUnknown(bytes: Uint8Array): string {
  if (bytes.length === 0) return "the file is empty: 0 bytes";
  if (bytes.every((byte) => byte === 0))
    return `the file is no audio: all its ${bytes.length} bytes are zero`;
  const head = textAt(bytes, 0, 512);
  const start = head
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  const impostor = impostors.find(([magic]) => start.startsWith(magic));
  if (impostor !== undefined) return `the file is no audio: it is ${impostor[1]}`;
  if (/^[\t\n\r\x20-\x7e]+$/.test(head)) {
    return `the file is no audio: it is text that starts with ${JSON.stringify(head.slice(0, 32))}`;
  }
  const hex = Buffer.from(bytes.subarray(0, 8))
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");
  return `the file is no known audio format: it starts with the bytes ${hex}`;
}
