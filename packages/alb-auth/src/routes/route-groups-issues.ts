import { IpRange } from "./ip-range.ts";

const isString = (value: unknown): value is string => typeof value === "string" && value !== "";
const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isListOf =
  (isElement: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length > 0 && value.every(isElement);

type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

function hasShape(value: unknown, shape: Shape, required: readonly string[] = []): boolean {
  return (
    isObject(value) &&
    required.every((key) => value[key] !== undefined) &&
    Object.entries(value).every(
      ([key, field]) => field === undefined || (Object.hasOwn(shape, key) && shape[key]?.(field)),
    )
  );
}

const strings = isListOf(isString);

const routeShape: Shape = {
  paths: strings,
  hosts: strings,
  methods: strings,
  headers: isListOf((header) =>
    hasShape(header, { name: isString, values: isListOf(isText) }, ["name", "values"]),
  ),
  query: isListOf((parameter) =>
    hasShape(parameter, { key: isString, values: isListOf(isText) }, ["values"]),
  ),
  sourceIps: isListOf((range) => isText(range) && IpRange.parse(range) !== undefined),
  groups: strings,
};

/**
 * What is wrong with route groups. Also a field that this version does not know: a route would match
 * requests that it does not match at the load balancer.
 */
export function routeGroupsIssues(name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  const { hosts, routes, ...others } = isObject(value) ? value : {};
  if (!strings(hosts) || !isListOf(isObject)(routes) || Object.keys(others).length > 0) {
    return [
      `${name} is not {"hosts": […], "routes": […]} with at least one entry each, so no route could be ` +
        "protected. Leave it as the stack sets it.",
    ];
  }
  return (routes as readonly unknown[]).flatMap((route, index) =>
    hasShape(route, routeShape)
      ? []
      : [
          `${name}: routes[${index}] ${JSON.stringify(route)} has a field that this version of alb-auth ` +
            "does not know, or a value of another type, so its requests could not be told from others. " +
            "Update alb-auth.",
        ],
  );
}
