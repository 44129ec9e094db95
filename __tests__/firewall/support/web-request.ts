/** A request as AWS WAF sees it. */
export interface WebRequest {
  readonly method: string;
  /** Raw, without the query string. */
  readonly path: string;
  /** Raw, without the question mark. */
  readonly query: string;
  /** In lower case; the values of a repeated header joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly clientAddress: string;
}

/** A request of a test, from its target and what differs from a browser's. */
export function webRequest(
  target: string,
  { headers, ...different }: Partial<Omit<WebRequest, "path" | "query">> = {},
): WebRequest {
  const [path = "", ...query] = target.split("?");
  return {
    method: "GET",
    path,
    query: query.join("?"),
    headers: { host: "app.example.com", "user-agent": "Mozilla/5.0", ...headers },
    body: "",
    clientAddress: "203.0.113.9",
    ...different,
  };
}
