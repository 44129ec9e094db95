import { isEdge } from "./edge";
import { type EnvironmentStacks, resources, type Stack, stringsOf } from "./stacks";

/** An identity provider of the user pool. */
export interface SignInProvider {
  readonly name: string;
  /** Such as `SAML`, or `existing`. */
  readonly type: string;
}

/** An application that users sign in to. */
export interface SignInApplication {
  readonly name: string;
  /** Of the load balancer. */
  readonly region: string;
  /** Its host names, the preferred one first. */
  readonly hostNames: readonly string[];
  /** Names of its app clients. */
  readonly clients: readonly string[];
  readonly callbackUrls: readonly string[];
  /** Such as `password`, `Google`. */
  readonly signInWith: readonly string[];
  readonly services: readonly string[];
}

/** Who takes part in a sign-in. */
export interface SignIn {
  /** Base URL of the user pool domain. */
  readonly domainUrl: string;
  readonly isExistingPool: boolean;
  /** Of the user pool. */
  readonly region: string;
  readonly providers: readonly SignInProvider[];
  readonly applications: readonly SignInApplication[];
  /** Whether a Lambda function changes the tokens. */
  readonly hasTokenClaims: boolean;
  /** Programs that get tokens of their own. */
  readonly machineClients: readonly string[];
  /** Whether a listener rule validates tokens of programs. */
  readonly hasTokenRoutes: boolean;
}

/** Reads who talks to whom during a sign-in. */
export function readSignIn({ stacks, rules }: EnvironmentStacks): SignIn {
  const identity = stacks.find(({ json }) => json.output?.user_pool_domain_base_url !== undefined);
  const outputs = identity?.json.output ?? {};
  const applications = stacks
    .filter(
      (stack) =>
        !isEdge(stack) &&
        ["aws_lb_listener", "aws_lb_listener_rule"].some(
          (type) => resources(stack, type).length > 0,
        ),
    )
    .map((stack) => readApplication(stack, rules));
  return {
    domainUrl: String(outputs.user_pool_domain_base_url?.value ?? ""),
    isExistingPool:
      identity === undefined || resources(identity, "aws_cognito_user_pool").length === 0,
    region: String(outputs.user_pool_region?.value ?? ""),
    providers: providersOf(identity, applications),
    applications,
    hasTokenClaims:
      identity !== undefined &&
      resources(identity, "aws_cognito_user_pool").some(({ fields }) =>
        JSON.stringify(fields.lambda_config ?? {}).includes("pre_token_generation"),
      ),
    machineClients: Object.keys(
      (outputs.machine_client_ids?.value as Record<string, string> | undefined) ?? {},
    ),
    hasTokenRoutes: rules.some((each) => each.rules.some(({ token }) => token !== undefined)),
  };
}

function readApplication(stack: Stack, rules: EnvironmentStacks["rules"]): SignInApplication {
  const clients = resources(stack, "aws_cognito_user_pool_client").map(({ fields }) => fields);
  const supported = clients.flatMap(({ supported_identity_providers: names }) => stringsOf(names));
  return {
    name: stack.name,
    region: stack.json.provider?.aws?.[0]?.region ?? "",
    hostNames: rules.find(({ application }) => application === stack.name)?.hostNames ?? [],
    clients: clients.map(({ name }) => String(name)),
    callbackUrls: [...new Set(clients.flatMap(({ callback_urls: urls }) => stringsOf(urls)))],
    signInWith: [...new Set(supported)].map((name) => (name === "COGNITO" ? "password" : name)),
    services: resources(stack, "aws_ecs_service").map(({ fields }) => String(fields.name)),
  };
}

function providersOf(
  identity: Stack | undefined,
  applications: readonly SignInApplication[],
): SignInProvider[] {
  const declared =
    identity === undefined
      ? []
      : resources(identity, "aws_cognito_identity_provider").map(({ fields }) => ({
          name: String(fields.provider_name),
          type: String(fields.provider_type),
        }));
  const used = applications.flatMap(({ signInWith }) => signInWith);
  const others = [...new Set(used)]
    .filter((name) => name !== "password" && declared.every((each) => each.name !== name))
    .map((name) => ({ name, type: "existing" }));
  return [...declared, ...others];
}
