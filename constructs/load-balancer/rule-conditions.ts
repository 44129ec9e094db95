import type { LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { RouteConditions } from "../../routing/route";

/**
 * The condition blocks of a listener rule, one for each request attribute.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function ruleConditions(conditions: RouteConditions): LbListenerRuleCondition[] {
  const { hosts, paths, methods, headers = [], query = [], sourceIps } = conditions;
  return [
    ...(hosts === undefined ? [] : [{ hostHeader: { values: [...hosts] } }]),
    ...(paths === undefined ? [] : [{ pathPattern: { values: [...paths] } }]),
    ...(methods === undefined ? [] : [{ httpRequestMethod: { values: [...methods] } }]),
    ...headers.map(({ name, values }) => ({
      httpHeader: { httpHeaderName: name, values: [...values] },
    })),
    ...query.map(({ key, values }) => ({
      queryString: values.map((value) => (key === undefined ? { value } : { key, value })),
    })),
    ...(sourceIps === undefined ? [] : [{ sourceIp: { values: [...sourceIps] } }]),
  ];
}
