import type { RequestHeaders } from "../oidc-headers.ts";
import type { RoutedRequest } from "../routes/routed-request.ts";
import type { AlbEvent } from "./event.ts";

/** What routes are matched with. The load balancer decodes neither path nor query. */
export function eventRequest(event: AlbEvent): RoutedRequest {
  const query = queryOf(event);
  return {
    method: event.httpMethod,
    target: query === "" ? event.path : `${event.path}?${query}`,
    headers: withLowerCaseNames(event.multiValueHeaders ?? event.headers ?? {}),
  };
}

function queryOf({ queryStringParameters, multiValueQueryStringParameters }: AlbEvent): string {
  return Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {})
    .flatMap(([key, values]) => [values ?? []].flat().map((value) => `${key}=${value}`))
    .join("&");
}

function withLowerCaseNames(headers: RequestHeaders): RequestHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
