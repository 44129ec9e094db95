import type { ResourceReader } from "./resource-reader.ts";
import type { TerraformAction } from "./schemas/actions.ts";
import { listenerRuleSchema, listenerSchema } from "./schemas/listener.ts";

/** What an authenticate action says of the user pool that it signs in at. */
export interface UserPoolReference {
  /** Of the resource that holds the action. */
  readonly address: string;
  readonly poolArn: string;
  readonly clientId: string;
  /** Prefix, or full name of a custom domain. */
  readonly domain: string;
  readonly scopes: readonly string[];
}

/** The user pools that listeners and rules name, once for each action. */
export function userPoolReferences(reader: ResourceReader): readonly UserPoolReference[] {
  const listeners = reader.readWhere("aws_lb_listener", listenerSchema, isOfApplication);
  const rules = reader.read("aws_lb_listener_rule", listenerRuleSchema);
  return [
    ...listeners.flatMap(({ address, attributes }) =>
      references(address, attributes.default_action),
    ),
    ...rules.flatMap(({ address, attributes }) => references(address, attributes.action)),
  ];
}

/** Listeners of network and gateway load balancers have other protocols, or none. */
export function isOfApplication({ protocol }: { readonly protocol?: unknown }): boolean {
  return !["TCP", "UDP", "TLS", "TCP_UDP", "GENEVE", "QUIC", "TCP_QUIC"].includes(String(protocol));
}

function references(
  address: string,
  actions: readonly TerraformAction[],
): readonly UserPoolReference[] {
  return actions.flatMap(({ authenticate_cognito: action }) =>
    action === undefined
      ? []
      : [
          {
            address,
            poolArn: action.user_pool_arn,
            clientId: action.user_pool_client_id,
            domain: action.user_pool_domain,
            scopes: action.scope.split(" ").filter((scope) => scope !== ""),
          },
        ],
  );
}
