import { BlockList, isIP } from "node:net";
import type { Condition, QueryStringValue } from "../../model/load-balancer.ts";
import { headerValues, type RequestFacts } from "../http/request-attributes.ts";
import { matchesWildcard } from "./wildcard.ts";

const caseSensitive = { ignoreCase: false, escapes: false };
const caseInsensitive = { ignoreCase: true, escapes: false };
const withEscapes = { ignoreCase: true, escapes: true };

/**
 * `undefined` when the request meets the condition, else one sentence that says why not.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function mismatch(condition: Condition, facts: RequestFacts): string | undefined {
  switch (condition.field) {
    case "host-header": {
      const host = facts.host ?? "";
      const met = condition.values.some((value) => matchesWildcard(value, host, caseInsensitive));
      return met ? undefined : `host ${host || "(none)"} is not ${list(condition.values)}`;
    }
    case "path-pattern": {
      const met = condition.values.some((value) =>
        matchesWildcard(value, facts.path, caseSensitive),
      );
      return met ? undefined : `path ${facts.path} does not match ${list(condition.values)}`;
    }
    case "http-request-method":
      return condition.values.includes(facts.method)
        ? undefined
        : `method ${facts.method} is not ${list(condition.values)}`;
    case "source-ip":
      return condition.values.some((cidr) => contains(cidr, facts.clientAddress))
        ? undefined
        : `client address ${facts.clientAddress} is not in ${list(condition.values)}`;
    case "http-header": {
      const values = headerValues(facts, condition.name);
      const met = values.some((value) =>
        condition.values.some((pattern) => matchesWildcard(pattern, value, withEscapes)),
      );
      const sent = values.length === 0 ? "was not sent" : `is ${list(values)}`;
      return met
        ? undefined
        : `header ${condition.name} ${sent}, and should be ${list(condition.values)}`;
    }
    case "query-string": {
      const met = condition.values.some((value) => hasQuery(facts.query, value));
      return met ? undefined : `query has no ${list(condition.values.map(queryText))}`;
    }
  }
}

function hasQuery(query: string, { key, value }: QueryStringValue): boolean {
  return query.split("&").some((pair) => {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const sent = equals < 0 ? "" : pair.slice(equals + 1);
    return (
      pair !== "" &&
      (key === undefined || matchesWildcard(key, name, withEscapes)) &&
      matchesWildcard(value, sent, withEscapes)
    );
  });
}

/** Whether a block of addresses holds one. */
export function contains(cidr: string, address: string): boolean {
  const [network = "", prefix] = cidr.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(address) !== family) return false;
  const name = family === 4 ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(network, Number(prefix ?? (family === 4 ? 32 : 128)), name);
  return block.check(address, name);
}

function queryText({ key, value }: QueryStringValue): string {
  return key === undefined ? value : `${key}=${value}`;
}

function list(values: readonly string[]): string {
  return values.join(" or ");
}
