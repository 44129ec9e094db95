import type { RedirectAction } from "../../model/load-balancer.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";

/**
 * @returns the real URL that a redirect leads to. `#{path}` is the path without its first slash.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function redirectLocation(action: RedirectAction, request: RequestAttributes): string {
  const fill = (text: string) =>
    text
      .replaceAll("#{protocol}", () => request.protocol)
      .replaceAll("#{host}", () => request.host ?? "")
      .replaceAll("#{port}", () => String(request.port))
      .replaceAll("#{path}", () => request.path.replace(/^\//, ""))
      .replaceAll("#{query}", () => request.query);
  const query = fill(action.query);
  const protocol = fill(action.protocol).toLowerCase();
  return `${protocol}://${fill(action.host)}:${fill(action.port)}${fill(action.path)}${query === "" ? "" : `?${query}`}`;
}
