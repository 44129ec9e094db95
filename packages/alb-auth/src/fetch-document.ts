/** The part of `fetch` that is used, so that tests can replace the network. */
export type Fetch = (
  url: string,
  init: { signal: AbortSignal; redirect: "error"; headers: Record<string, string> },
) => Promise<Pick<Response, "status" | "body">>;

/**
 * What a fetch led to: a document; the source's statement that it does not exist; a refusal that may
 * come from something between here and the source; or no usable response.
 */
export type FetchOutcome<T> =
  | { readonly type: "found"; readonly value: T }
  | { readonly type: "absent" | "refused" | "unavailable" };

export interface FetchDocumentOptions {
  readonly fetch: Fetch;
  /** Maximum duration, headers and body. */
  readonly timeoutMs: number;
}

const maxBodyBytes = 65_536;

/** Fetches and parses a key document once. Never throws: the outcome says what happened. */
export async function fetchDocument<T>(
  url: string,
  parse: (text: string) => T | Promise<T>,
  { fetch, timeoutMs }: FetchDocumentOptions,
): Promise<FetchOutcome<T>> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timed out")), timeoutMs);
  });
  try {
    return await Promise.race([timedOut, request(url, parse, fetch, controller.signal)]);
  } catch {
    return { type: "unavailable" };
  } finally {
    clearTimeout(timer);
    // Ends what is still under way: after a timeout, or when a body is too long.
    controller.abort();
  }
}

async function request<T>(
  url: string,
  parse: (text: string) => T | Promise<T>,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<FetchOutcome<T>> {
  const response = await fetch(url, { signal, redirect: "error", headers: {} });
  const text = await readBody(response.body);
  if (response.status === 200) return { type: "found", value: await parse(text) };
  return { type: typeOf(response.status, text) };
}

/** @throws Error when the body is longer than any key document */
async function readBody(body: Response["body"]): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBodyBytes) throw new Error("The body is too long.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** S3's way to say that an object does not exist to somebody who may not list the bucket. */
const s3AccessDenied = /<Code>(AccessDenied|NoSuchKey)<\/Code>/;

/**
 * A proxy, a firewall or an overloaded endpoint returns 403, 408, 429 or 5xx for a key that exists.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function typeOf(status: number, text: string): "absent" | "refused" | "unavailable" {
  if (status === 404 || status === 410) return "absent";
  if (status === 403 && s3AccessDenied.test(text)) return "absent";
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return isRefused ? "refused" : "unavailable";
}
