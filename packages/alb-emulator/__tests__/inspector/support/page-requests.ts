import { request } from "node:http";
import { text } from "node:stream/consumers";

export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface PageRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request to an inspector, with exactly these headers. */
export function sendTo(
  inspectorUrl: string,
  path: string,
  { method = "GET", headers = {}, body }: PageRequest = {},
): Promise<PageResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, inspectorUrl), { method, headers, agent: false });
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      const { statusCode: status = 0, headers: received } = incoming;
      text(incoming).then((content) => {
        resolve({ status, headers: received, body: content });
      }, reject);
    });
    outgoing.end(body);
  });
}

/** As the inspector's own page sends it in a browser. */
export function postAsPage(inspectorUrl: string, path: string, value: unknown) {
  return sendTo(inspectorUrl, path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Origin: new URL(inspectorUrl).origin,
      "Sec-Fetch-Site": "same-origin",
    },
    body: JSON.stringify(value),
  });
}
