import { Option } from "commander";

/** `--audio`: how the page of a dataset lets people hear its worst clips. */
export function audioOption(): Option {
  const description =
    "how dataset.html plays the worst clips: link (from their files), embed (at most 24 MB in the page), none";
  return new Option("--audio <how>", description).choices(["link", "embed", "none"]).default("link");
}

/** `--redact`: a report for people who may not see the files. */
export function redactOption(): Option {
  const description =
    "hide paths, file names and cells, and merge labels, splits and groups of fewer than 5 examples";
  return new Option("--redact", description).default(false);
}
