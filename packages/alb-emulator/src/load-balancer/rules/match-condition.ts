import { BlockList, isIP } from "node:net";
import type { Condition, Patterns, QueryStringValue } from "../../model/load-balancer.ts";
import { authorityOf, headerValues, type RequestAttributes } from "../http/request-attributes.ts";
import { matchesRegex } from "./regular-expression.ts";
import { matchesWildcard, type WildcardOptions } from "./wildcard.ts";

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
      // Only regular expressions see the port.
      const authority = authorityOf(request) ?? "";
      if (matchesPattern(condition, host, caseInsensitive, authority)) return undefined;
      return isRegex(condition)
        ? `host ${authority || "(none)"} does not match ${patternText(condition)}`
        : `host ${host || "(none)"} is not ${patternText(condition)}`;
    }
    case "path-pattern":
      return matchesPattern(condition, request.path, caseSensitive)
        ? undefined
        : `path ${request.path} does not match ${patternText(condition)}`;
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
      const met = values.some((value) => matchesPattern(condition, value, withEscapes));
      const sent = values.length === 0 ? "was not sent" : `is ${list(values)}`;
      return met
        ? undefined
        : `header ${condition.name} ${sent}, and should ${isRegex(condition) ? "match" : "be"} ${patternText(condition)}`;
    }
    case "query-string": {
      const met = condition.values.some((value) => hasQuery(request.query, value));
      return met ? undefined : `query has no ${list(condition.values.map(queryText))}`;
    }
  }
}

/** @param regexText What regular expressions look at. @default text */
function matchesPattern(
  { values, regexValues = [] }: Patterns,
  text: string,
  options: WildcardOptions,
  regexText = text,
): boolean {
  return (
    values.some((value) => matchesWildcard(value, text, options)) ||
    regexValues.some((regex) => matchesRegex(regex, regexText))
  );
}

function isRegex({ regexValues = [] }: Patterns): boolean {
  return regexValues.length > 0;
}

/** Values or regular expressions, for messages. */
export function patternText(patterns: Patterns): string {
  const { values, regexValues = [] } = patterns;
  return isRegex(patterns) ? `the regular expression ${list(regexValues)}` : list(values);
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
