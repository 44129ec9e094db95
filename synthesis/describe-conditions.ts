import type { RouteConditions } from "../routing/route";

/** Conditions as the route table shows them, one line for each field. */
export function describeConditions(conditions: RouteConditions): string {
  const { hosts, paths, methods, headers = [], query = [], sourceIps } = conditions;
  return [
    ...(hosts === undefined ? [] : [`host ${hosts.join(" | ")}`]),
    ...(paths === undefined ? [] : [paths.join(" | ")]),
    ...(methods === undefined ? [] : [methods.join(" | ")]),
    ...headers.map(({ name, values }) => `${name}: ${values.join(" | ")}`),
    ...query.map(({ key = "*", values }) => `?${key}=${values.join(" | ")}`),
    ...(sourceIps === undefined ? [] : [`from ${sourceIps.join(" | ")}`]),
  ].join("\n");
}
