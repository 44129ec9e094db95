import type { RedirectAction } from "../../model/load-balancer.ts";
import type { RequestFacts } from "../http/request-attributes.ts";

/**
 * Where a redirect leads. `#{path}` stands for the path without its first slash.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function redirectLocation(action: RedirectAction, facts: RequestFacts): string {
  const fill = (text: string) =>
    text
      .replaceAll("#{protocol}", () => facts.protocol)
      .replaceAll("#{host}", () => facts.host ?? "")
      .replaceAll("#{port}", () => String(facts.port))
      .replaceAll("#{path}", () => facts.path.replace(/^\//, ""))
      .replaceAll("#{query}", () => facts.query);
  const query = fill(action.query);
  const protocol = fill(action.protocol).toLowerCase();
  return `${protocol}://${fill(action.host)}:${fill(action.port)}${fill(action.path)}${query === "" ? "" : `?${query}`}`;
}
