type Json = Record<string, unknown>;

/**
 * What the stacks emit for provider 6 and provider 5 does not know. The suites leave these parts out
 * when the mirror has only an older provider, so **none of them has ever run**; the stacks' unit tests
 * compare them with the bindings, which are generated from the schema of 6.25.
 */
export const newerThanProvider5 = {
  /** Resource types; whatever depends on one of their resources no longer does. */
  resourceTypes: ["aws_cognito_log_delivery_configuration", "aws_cognito_managed_login_branding"],
  /** Arguments, by resource type. */
  resourceArguments: {
    aws_acm_certificate: ["region"],
    aws_acm_certificate_validation: ["region"],
  } as Readonly<Record<string, readonly string[]>>,
  /** Types of actions of listener rules; the rule keeps its other actions. */
  listenerRuleActions: ["jwt-validation"],
  /** Runtimes of functions, and the newest that provider 5 knows. */
  functionRuntimes: { "nodejs24.x": "nodejs22.x" } as Readonly<Record<string, string>>,
} as const;

/** An emitted stack without the newer parts. */
export interface OlderStack {
  readonly stack: Json;
  /** Addresses of what was left out or replaced, such as `aws_acm_certificate.a.region`. */
  readonly removed: readonly string[];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isNewerAction(action: unknown): boolean {
  const types: readonly unknown[] = newerThanProvider5.listenerRuleActions;
  return types.includes(object(action).type);
}

/** The arguments that provider 5 has, and the names of the others. */
function olderArguments(type: string, resource: Json): { kept: Json; removed: string[] } {
  const removed = (newerThanProvider5.resourceArguments[type] ?? []).filter(
    (name) => name in resource,
  );
  const kept = Object.fromEntries(
    Object.entries(resource).filter(([name]) => !removed.includes(name)),
  );
  const actions = type === "aws_lb_listener_rule" ? resource.action : undefined;
  if (!Array.isArray(actions) || !actions.some(isNewerAction)) return { kept, removed };
  return {
    kept: { ...kept, action: actions.filter((action) => !isNewerAction(action)) },
    removed: [...removed, ...actions.filter(isNewerAction).map(({ type }) => `action.${type}`)],
  };
}

/** A function with a runtime that provider 5 knows. */
function withOlderRuntime(type: string, resource: Json): { kept: Json; removed: string[] } {
  const older =
    type === "aws_lambda_function"
      ? newerThanProvider5.functionRuntimes[String(resource.runtime)]
      : undefined;
  if (older === undefined) return { kept: resource, removed: [] };
  return { kept: { ...resource, runtime: older }, removed: ["runtime"] };
}

function withoutDependencies(resource: Json, removed: ReadonlySet<string>): Json {
  if (!Array.isArray(resource.depends_on)) return resource;
  const kept = resource.depends_on.filter((address) => !removed.has(address));
  const { depends_on, ...others } = resource;
  return kept.length === 0 ? others : { ...others, depends_on: kept };
}

/** @param emitted content of a stack's `cdk.tf.json` */
export function withoutNewerParts(emitted: Json): OlderStack {
  const removed: string[] = [];
  const resources: Record<string, Record<string, Json>> = {};
  for (const [type, instances] of Object.entries(object(emitted.resource))) {
    const types: readonly string[] = newerThanProvider5.resourceTypes;
    if (types.includes(type)) {
      removed.push(...Object.keys(object(instances)).map((id) => `${type}.${id}`));
      continue;
    }
    resources[type] = {};
    for (const [id, resource] of Object.entries(object(instances))) {
      const older = olderArguments(type, object(resource));
      const known = withOlderRuntime(type, older.kept);
      resources[type][id] = known.kept;
      const names = [...older.removed, ...known.removed];
      removed.push(...names.map((name) => `${type}.${id}.${name}`));
    }
  }
  if (removed.length === 0) return { stack: emitted, removed };
  const addresses = new Set(removed);
  const resource = Object.fromEntries(
    Object.entries(resources).map(([type, instances]) => [
      type,
      Object.fromEntries(
        Object.entries(instances).map(([id, each]) => [id, withoutDependencies(each, addresses)]),
      ),
    ]),
  );
  return { stack: { ...emitted, resource }, removed };
}
