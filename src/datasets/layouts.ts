import type { Layout } from "../model/dataset.ts";
import { audioSetLayout } from "./audio-set.ts";
import { commonVoiceLayout } from "./common-voice.ts";
import type { DatasetPlace } from "./dataset-place.ts";
import { environmentalSoundLayout } from "./environmental-sounds.ts";
import { flatFolderLayout, folderPerLabelLayout, namePatternLayout } from "./folder-layouts.ts";
import { huggingFaceLayout } from "./hugging-face.ts";
import { kaldiLayout } from "./kaldi.ts";
import type { LayoutReader } from "./layout-reader.ts";
import { lhotseLayout } from "./lhotse.ts";
import { manifestLayout } from "./manifest.ts";
import { nemoLayout } from "./nemo.ts";
import { parquetLayout } from "./parquet.ts";
import { speechCommandsLayout } from "./speech-commands.ts";
import { urbanSoundLayout } from "./urban-sound.ts";
import { webDatasetLayout } from "./web-dataset.ts";

/** Every layout, the most particular first: the first that recognises a place reads it. */
const readers: readonly LayoutReader[] = [
  kaldiLayout,
  urbanSoundLayout,
  environmentalSoundLayout,
  speechCommandsLayout,
  commonVoiceLayout,
  audioSetLayout,
  huggingFaceLayout,
  lhotseLayout,
  nemoLayout,
  webDatasetLayout,
  parquetLayout,
  namePatternLayout,
  manifestLayout,
  folderPerLabelLayout,
  flatFolderLayout,
];

/** The reader of a layout. */
export function readerOf(layout: Layout): LayoutReader {
  return readers.find(({ name }) => name === layout)!;
}

/** The reader of the layout that a place looks like; null where it looks like none. */
export async function recogniseLayout(place: DatasetPlace): Promise<LayoutReader | null> {
  for (const reader of readers) if (await reader.recognise(place)) return reader;
  return null;
}
