import type { RequestedUrl } from "./parse-line";

const masked = "[hidden]";

/**
 * Parameters whose values say why an identity provider did not sign somebody in.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
const explaining = ["error", "error_description"];

/**
 * A path and query for people: without authorization codes, states, tokens, addresses and whatever else a
 * query may carry. Parameters keep their names, and `error` and `error_description` their words.
 */
export function maskedUrl({ path, query }: RequestedUrl): string {
  const parameters = query.split("&").filter((parameter) => parameter !== "");
  const shown = parameters.map(maskedParameter).join("&");
  return `${maskedPath(path)}${shown === "" ? "" : `?${shown}`}`;
}

function maskedParameter(parameter: string): string {
  const separator = parameter.indexOf("=");
  if (separator < 0) return isPlain(parameter) ? parameter : masked;
  const name = parameter.slice(0, separator);
  const words = explaining.includes(name) ? plainWords(parameter.slice(separator + 1)) : undefined;
  return `${isPlain(name) ? name : masked}=${words ?? masked}`;
}

/** A value of the query if it explains an error; `undefined` when it is absent or not plain words. */
export function explainingValue(
  { query }: RequestedUrl,
  name: "error" | "error_description",
): string | undefined {
  const parameter = query.split("&").find((text) => text.startsWith(`${name}=`));
  return parameter === undefined ? undefined : plainWords(parameter.slice(name.length + 1));
}

/** Words as OAuth errors have them: nothing that could be a token or somebody's address. */
function plainWords(encoded: string): string | undefined {
  let text: string;
  try {
    text = decodeURIComponent(encoded.replaceAll("+", " ")).trim();
  } catch {
    return undefined;
  }
  const isHarmless = /^[\w .,:;'()/-]{1,200}$/.test(text) && text.split(/[\s/]/).every(isPlain);
  return isHarmless ? text : undefined;
}

/** The path with `[hidden]` instead of segments that look like an identifier, a token or an address. */
function maskedPath(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment === "" || isPlain(segment) ? segment : masked))
    .join("/");
}

/** Short words of letters, digits and the punctuation of file names; not a long run with digits in it. */
function isPlain(word: string): boolean {
  if (!/^[\w.,:;'()~%+-]{1,60}$/.test(word)) return false;
  return !(word.length >= 16 && /\d/.test(word) && /[a-z]/i.test(word)) && !/\d{7,}/.test(word);
}

/** A word of the log that the documentation lists, such as a reason; `undefined` for anything else. */
export function documentedWord(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Za-z][A-Za-z0-9_-]{0,60}$/.test(text) ? text : undefined;
}

/** A host name; `undefined` for anything else that a client may send. */
export function hostName(text: string | undefined): string | undefined {
  return text !== undefined && /^(?=.{1,253}$)[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(text)
    ? text.toLowerCase()
    : undefined;
}

/** `1-67e2a3b4-…`, by which an application's log can be searched; `undefined` in other cases. */
export function traceId(text: string | undefined): string | undefined {
  return /(?:^|;)(?:Root|Self)=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/.exec(text ?? "")?.[1];
}
