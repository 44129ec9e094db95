import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  HeaderCondition,
  OnUnauthenticatedRequest,
  QueryCondition,
  RouteConditions,
} from "../../routing/route";
import { sharedListenerPriorities } from "../../routing/route";
import type { RuleOrigins } from "../../synthesis/rule-origins";
import type { ApplicationRules, ListenerRule, RuleLogin, RuleToken } from "./listener-rules";
import { type TaskDefinitionsJson, withGroupsOf } from "./rule-groups";

/** The attributes of synthesized resources that decide who gets where. */
interface ActionJson {
  readonly type: string;
  readonly order?: number;
  readonly target_group_arn?: string;
  readonly forward?: { readonly target_group: readonly { readonly arn: string }[] };
  readonly redirect?: Readonly<Record<string, string>>;
  readonly fixed_response?: { readonly status_code: string };
  readonly authenticate_cognito?: {
    readonly scope: string;
    readonly on_unauthenticated_request: OnUnauthenticatedRequest;
    readonly session_cookie_name: string;
    readonly session_timeout: number;
    readonly user_pool_client_id: string;
  };
  readonly jwt_validation?: {
    readonly additional_claim?: readonly { readonly name: string; readonly values: string[] }[];
  };
}

interface ConditionJson {
  readonly path_pattern?: { readonly values: readonly string[] };
  readonly host_header?: { readonly values: readonly string[] };
  readonly http_request_method?: { readonly values: readonly string[] };
  readonly source_ip?: { readonly values: readonly string[] };
  readonly http_header?: { readonly http_header_name: string; readonly values: readonly string[] };
  readonly query_string?: readonly { readonly key?: string; readonly value: string }[];
}

interface StackJson {
  readonly resource?: {
    readonly aws_acm_certificate?: Readonly<
      Record<
        string,
        { readonly domain_name: string; readonly subject_alternative_names?: readonly string[] }
      >
    >;
    readonly aws_lb_listener?: Readonly<
      Record<string, { readonly protocol: string; readonly default_action: readonly ActionJson[] }>
    >;
    readonly aws_lb_listener_rule?: Readonly<
      Record<
        string,
        {
          readonly priority: number;
          readonly listener_arn: string;
          readonly condition: readonly ConditionJson[];
          readonly action: readonly ActionJson[];
        }
      >
    >;
    readonly aws_ecs_task_definition?: TaskDefinitionsJson;
  };
}

/**
 * Reads the rules of every application, and those of the edge's listener itself.
 * @param folder the `stacks` folder of a synthesis
 * @param environment name of the environment, which the folders of its stacks begin with
 * @param origins where the rules are declared
 */
export function readListenerRules(
  folder: string,
  environment: string,
  origins: RuleOrigins,
): ApplicationRules[] {
  const prefix = `${environment}--`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .sort()
    .flatMap((name) => {
      const application = name.slice(prefix.length);
      const stack = JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8"));
      const rules = rulesOf(stack, origins[application] ?? {});
      const hostNames = hostNamesOf(stack, rules);
      const slot = slotOf(stack, rules);
      return rules.length === 0
        ? []
        : [{ application, hostNames, ...(slot !== undefined && { slot }), rules }];
    });
}

function rulesOf({ resource = {} }: StackJson, origins: RuleOrigins[string]): ListenerRule[] {
  const listeners = Object.entries(resource.aws_lb_listener ?? {});
  const https = listeners.find(([, { protocol }]) => protocol === "HTTPS");
  const address = https === undefined ? undefined : `aws_lb_listener.${https[0]}`;
  const withGroups = withGroupsOf(resource.aws_ecs_task_definition);
  const rules = Object.entries(resource.aws_lb_listener_rule ?? {})
    .filter(([, { listener_arn }]) =>
      address === undefined
        ? !listener_arn.startsWith("${aws_lb_listener.")
        : listener_arn.includes(`${address}.`),
    )
    .sort(([, one], [, other]) => one.priority - other.priority)
    .map(([resourceName, { priority, condition, action }]) => {
      const name = origins[`aws_lb_listener_rule.${resourceName}`]?.name ?? `priority ${priority}`;
      return withGroups({
        name,
        priority,
        conditions: conditionsOf(condition),
        isChallenge: name.endsWith(" without token") || undefined,
        ...effectOf(action),
      });
    });
  // The default rule of a shared listener is not the application's.
  if (https === undefined || address === undefined) return rules;
  const name = origins[address]?.name ?? "default rule";
  return [...rules, withGroups({ name, conditions: {}, ...effectOf(https[1].default_action) })];
}

function hostNamesOf({ resource = {} }: StackJson, rules: readonly ListenerRule[]): string[] {
  const certified = Object.values(resource.aws_acm_certificate ?? {}).flatMap(
    ({ domain_name, subject_alternative_names = [] }) => [
      domain_name,
      ...subject_alternative_names,
    ],
  );
  if (certified.length > 0) return certified;
  // Of an existing certificate the names are not known; the last rules of a shared listener have them.
  return rules.flatMap(({ conditions: { hosts = [], ...others } }) =>
    Object.keys(others).length === 0 ? hosts : [],
  );
}

/** The slot of an application behind the edge. */
function slotOf(
  { resource = {} }: StackJson,
  [first]: readonly ListenerRule[],
): number | undefined {
  const isBehindEdge = Object.values(resource.aws_lb_listener_rule ?? {}).some(({ listener_arn }) =>
    listener_arn.endsWith(".outputs.https_listener_arn}"),
  );
  return isBehindEdge && first?.priority !== undefined
    ? Math.floor(first.priority / sharedListenerPriorities)
    : undefined;
}

function conditionsOf(conditions: readonly ConditionJson[]): RouteConditions {
  const headers: HeaderCondition[] = [];
  const query: QueryCondition[] = [];
  let found: RouteConditions = {};
  for (const condition of conditions) {
    const { path_pattern, host_header, http_request_method, source_ip } = condition;
    if (path_pattern) found = { ...found, paths: path_pattern.values };
    if (host_header) found = { ...found, hosts: host_header.values };
    if (http_request_method) found = { ...found, methods: http_request_method.values };
    if (source_ip) found = { ...found, sourceIps: source_ip.values };
    if (condition.http_header) {
      const { http_header_name: name, values } = condition.http_header;
      headers.push({ name, values });
    }
    // The pairs of one condition are ORed. Each route has one key per condition.
    const [first] = condition.query_string ?? [];
    if (first !== undefined) {
      const values = (condition.query_string ?? []).map(({ value }) => value);
      query.push({ key: first.key, values });
    }
  }
  return { ...found, ...(headers.length > 0 && { headers }), ...(query.length > 0 && { query }) };
}

function effectOf(
  actions: readonly ActionJson[],
): Pick<ListenerRule, "login" | "token" | "target"> {
  const inOrder = [...actions].sort((one, other) => (one.order ?? 0) - (other.order ?? 0));
  const login = inOrder.map(loginOf).find((found) => found !== undefined);
  const token = inOrder.map(tokenOf).find((found) => found !== undefined);
  const last = inOrder.at(-1);
  return { login, token, target: last === undefined ? "" : targetOf(last) };
}

function loginOf({ authenticate_cognito: login }: ActionJson): RuleLogin | undefined {
  if (login === undefined) return undefined;
  return {
    scopes: login.scope.split(" ").sort(),
    onUnauthenticatedRequest: login.on_unauthenticated_request,
    sessionCookieName: login.session_cookie_name,
    sessionTimeoutSeconds: login.session_timeout,
    client: login.user_pool_client_id,
  };
}

function tokenOf({ jwt_validation: token }: ActionJson): RuleToken | undefined {
  if (token === undefined) return undefined;
  const valuesOf = (claim: string) =>
    (token.additional_claim ?? []).flatMap(({ name, values }) => (name === claim ? values : []));
  return { clients: valuesOf("client_id").map(clientOf).sort(), scopes: valuesOf("scope").sort() };
}

/** Name of the machine client, where the shared identity publishes its id. */
function clientOf(id: string): string {
  return /\.outputs\.machine_client_ids\.([\w-]+)\}$/.exec(id)?.[1] ?? id;
}

function targetOf(action: ActionJson): string {
  const { redirect, fixed_response: response, forward, target_group_arn: arn } = action;
  if (redirect !== undefined) {
    const { status_code, protocol, host, port, path, query } = redirect;
    const address = `${protocol ?? "#{protocol}"}://${host ?? "#{host}"}:${port ?? "#{port}"}${path ?? "/#{path}"}?${query ?? "#{query}"}`;
    return `redirect ${status_code} to ${address}`;
  }
  if (response !== undefined) return `response ${response.status_code}`;
  const arns = forward?.target_group.map((group) => group.arn) ?? [arn ?? ""];
  return arns.map(serviceOf).join(" or ");
}

/** Name of the service, where the target group is one that this project makes. */
function serviceOf(arn: string): string {
  const service = /^\$\{aws_lb_target_group\.services_(.+)_target_group_/.exec(arn)?.[1];
  return service === undefined ? arn : `service ${service}`;
}
