import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseAddress, timeFragment } from "../model/media-address.ts";

/**
 * The link to a clip as seen from a page in `folder`: relative, so that both can be moved together. Null for a member of an archive, of
 * which a browser can play nothing.
 */
export function clipLink(address: string, folder: string): string | null {
  const { path, bytes, time } = parseAddress(address);
  if (bytes !== null) return null;
  const fragment = time === null ? "" : timeFragment(time);
  const way = relative(resolve(folder), resolve(path));
  // On another drive there is no relative way.
  if (resolve(folder, way) !== resolve(path) || /^[a-z]:/i.test(way)) {
    return pathToFileURL(path).href + fragment;
  }
  const steps = way.split(/[\\/]/).map(encodeURIComponent);
  // A first step such as `a:b` would be read as a scheme.
  return (steps[0] === ".." ? steps.join("/") : `./${steps.join("/")}`) + fragment;
}
