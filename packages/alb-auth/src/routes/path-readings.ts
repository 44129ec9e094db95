/** A path with more readings than this was written to be misread. */
const maxReadings = 64;

/** Longer ones would take too long to read in every way. */
const maxLength = 4_096;

/** A path that every router reads as it is: no escape, no second slash, no dot segment. */
const plainPath = /^(?!.*(?:[%\\;#?\s\0]|\/\/|\/\.{1,2}(?:\/|$)))\//s;

/**
 * Each takes one of the liberties that servers, routers and `URL` take with a path. They take them in any
 * order and any number, so a reading is whatever some of them lead to.
 */
const liberties: readonly ((path: string) => string)[] = [
  (path) => path.replace(/(?:%[0-9a-f]{2})+/gi, decode),
  // As `decodeURI`, which leaves delimiters encoded.
  (path) => path.replace(/(?:%(?!2[346bcf]|3[abdf]|40)[0-9a-f]{2})+/gi, decode),
  (path) => path.replaceAll("\\", "/"),
  (path) => path.replace(/\/{2,}/g, "/"),
  withoutDotSegments,
  // Parameters of a segment (RFC 3986, section 3.3), or of the path.
  (path) => path.replace(/;[^/]*/g, ""),
  (path) => path.replace(/;.*$/s, ""),
  (path) => path.replace(/[?#\0].*$/s, ""),
  (path) => path.trim(),
  // `new URL("//a/b", base)` takes the first segment for a host.
  (path) => path.replace(/^[/\\]{2}[^/\\]*/, ""),
];

/**
 * Every path that a server or a router may take a path for, itself first.
 * @param path as the load balancer matched it: raw, without query
 * @returns `undefined` for a path with too many readings, or too long for all of them
 */
export function pathReadings(path: string): readonly string[] | undefined {
  if (plainPath.test(path)) return [path];
  if (path.length > maxLength) return undefined;
  const readings = new Set([path]);
  // A set is iterated in the order of insertion, what is added meanwhile included.
  for (const reading of readings) {
    for (const takeLiberty of liberties) {
      const result = takeLiberty(reading);
      readings.add(result.startsWith("/") ? result : `/${result}`);
    }
    if (readings.size > maxReadings) return undefined;
  }
  return [...readings];
}

function decode(escapes: string): string {
  try {
    return decodeURIComponent(escapes);
  } catch {
    // Not UTF-8: byte by byte.
    return escapes.replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** An encoded dot counts as a dot, as in the URL Standard. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const dots = segment.replace(/%2e/gi, ".");
    if (dots === "..") kept.pop();
    if (dots !== "." && dots !== "..") kept.push(segment);
    else if (index === segments.length - 1) kept.push("");
  }
  return `/${kept.join("/")}`;
}
