import { BlockList, isIP } from "node:net";
import type { Condition, QueryStringValue } from "../../model/load-balancer.ts";
import { headerValues, type RequestAttributes } from "../http/request-attributes.ts";
import { matchesWildcard } from "./wildcard.ts";

const caseSensitive = { ignoreCase: false, escapes: false };
const caseInsensitive = { ignoreCase: true, escapes: false };
const withEscapes = { ignoreCase: true, escapes: true };

/**
 * @returns `undefined` when the request meets the condition, otherwise one sentence with the reason.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function mismatch(condition: Condition, request: RequestAttributes): string | undefined {
  switch (condition.field) {
    case "host-header": {
      const host = request.host ?? "";
      const met = condition.values.some((value) => matchesWildcard(value, host, caseInsensitive));
      return met ? undefined : `host ${host || "(none)"} is not ${list(condition.values)}`;
    }
    case "path-pattern": {
      const met = condition.values.some((value) =>
        matchesWildcard(value, request.path, caseSensitive),
      );
      return met ? undefined : `path ${request.path} does not match ${list(condition.values)}`;
    }
    case "http-request-method":
      return condition.values.includes(request.method)
        ? undefined
        : `method ${request.method} is not ${list(condition.values)}`;
    case "source-ip":
      return condition.values.some((cidr) => contains(cidr, request.clientAddress))
        ? undefined
        : `client address ${request.clientAddress} is not in ${list(condition.values)}`;
    case "http-header": {
      const values = headerValues(request, condition.name);
      const met = values.some((value) =>
        condition.values.some((pattern) => matchesWildcard(pattern, value, withEscapes)),
      );
      const sent = values.length === 0 ? "was not sent" : `is ${list(values)}`;
      return met
        ? undefined
        : `header ${condition.name} ${sent}, and should be ${list(condition.values)}`;
    }
    case "query-string": {
      const met = condition.values.some((value) => hasQuery(request.query, value));
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

/** Whether a CIDR block contains an address. */
export function contains(cidr: string, address: string): boolean {
  const [network = "", prefix] = cidr.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(address) !== family) return false;
  const name = family === 4 ? "ipv4" : "ipv6";
  const block = new BlockList();
  block.addSubnet(network, Number(prefix ?? (family === 4 ? 32 : 128)), name);
  return block.check(address, name);
}

/** A value of a query string condition, as it stands in a URL. */
export function queryText({ key, value }: QueryStringValue): string {
  return key === undefined ? value : `${key}=${value}`;
}

function list(values: readonly string[]): string {
  return values.join(" or ");
}
