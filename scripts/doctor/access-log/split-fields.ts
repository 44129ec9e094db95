/** One field of a line. */
export interface Field {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * Splits a line at its spaces. A field in double quotes may contain spaces, and quotes after a backslash;
 * AWS writes other characters as `\xHH`, which stays as it is. A quote that never ends takes the rest.
 */
export function splitFields(line: string): readonly Field[] {
  const fields: Field[] = [];
  for (const [, quoted, bare = ""] of line.matchAll(
    /"((?:[^"\\]|\\.)*)(?:"|\\?$)|([^ \t\r\n]+)/gs,
  )) {
    fields.push({ text: quoted ?? bare, isQuoted: quoted !== undefined });
  }
  return fields;
}
