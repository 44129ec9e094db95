import { Address4, Address6 } from "ip-address";
import { countWildcards, type PatternSyntax, patternCovers } from "./pattern";
import type { RouteConditions } from "./route";

/** The values of one condition of a listener rule, and how to compare them. */
export interface ConditionField {
  /** The request attribute that the values are compared with. */
  readonly key: string;
  readonly values: readonly string[];
  /** Whether the first value matches everything that the second matches. */
  readonly covers: (covering: string, covered: string) => boolean;
  /** Number of wildcards in a value. */
  readonly wildcardsIn: (value: string) => number;
  /** Number of wildcards in the condition's key. */
  readonly keyWildcards: number;
  /** The same conditions with other values in this field. */
  readonly replace: (conditions: RouteConditions, values: readonly string[]) => RouteConditions;
}

export const pathSyntax: PatternSyntax = { caseSensitive: true, escapes: false };
export const hostSyntax: PatternSyntax = { caseSensitive: false, escapes: false };
/** Syntax of headers and query string parameters. */
export const headerSyntax: PatternSyntax = { caseSensitive: false, escapes: true };

const byPattern = (syntax: PatternSyntax) => ({
  covers: (covering: string, covered: string) => patternCovers(covering, covered, syntax),
  wildcardsIn: (value: string) => countWildcards(value, syntax),
  keyWildcards: 0,
});

const withoutWildcards = { wildcardsIn: () => 0, keyWildcards: 0 };

function cidrCovers(covering: string, covered: string): boolean {
  if (Address4.isValid(covering) && Address4.isValid(covered)) {
    return new Address4(covered).isInSubnet(new Address4(covering));
  }
  if (Address6.isValid(covering) && Address6.isValid(covered)) {
    return new Address6(covered).isInSubnet(new Address6(covering));
  }
  return false;
}

/** The conditions as an array of fields, without those that are not set. */
export function conditionFields(conditions: RouteConditions): ConditionField[] {
  const fields: ConditionField[] = [];
  const { hosts, paths, methods, headers, query, sourceIps } = conditions;
  if (hosts !== undefined) {
    fields.push({
      key: "host",
      values: hosts,
      ...byPattern(hostSyntax),
      replace: (all, values) => ({ ...all, hosts: values }),
    });
  }
  if (paths !== undefined) {
    fields.push({
      key: "path",
      values: paths,
      ...byPattern(pathSyntax),
      replace: (all, values) => ({ ...all, paths: values }),
    });
  }
  if (methods !== undefined) {
    fields.push({
      key: "method",
      values: methods,
      ...withoutWildcards,
      covers: (covering, covered) => covering === covered,
      replace: (all, values) => ({ ...all, methods: values }),
    });
  }
  headers?.forEach((header, index) => {
    fields.push({
      key: `header ${header.name.toLowerCase()}`,
      values: header.values,
      ...byPattern(headerSyntax),
      replace: (all, values) => ({
        ...all,
        headers: all.headers?.map((each, at) => (at === index ? { ...each, values } : each)),
      }),
    });
  });
  query?.forEach((parameter, index) => {
    fields.push({
      key: `query ${parameter.key?.toLowerCase() ?? "*"}`,
      values: parameter.values,
      ...byPattern(headerSyntax),
      keyWildcards: countWildcards(parameter.key ?? "", headerSyntax),
      replace: (all, values) => ({
        ...all,
        query: all.query?.map((each, at) => (at === index ? { ...each, values } : each)),
      }),
    });
  });
  if (sourceIps !== undefined) {
    fields.push({
      key: "source IP",
      values: sourceIps,
      ...withoutWildcards,
      covers: cidrCovers,
      replace: (all, values) => ({ ...all, sourceIps: values }),
    });
  }
  return fields;
}
