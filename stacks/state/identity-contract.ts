import { type ITerraformDependable, TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { alarmTopicCondition, alarmTopicIn } from "./alarm-topic-contract";
import { deployFirst, readRemoteState, type StateOwner } from "./remote-state";
import { stackName } from "./stack-address";

/**
 * Everything that the shared identity publishes and applications read: the only place with the names
 * of the outputs. Whoever may read one output of a state may read all of it, so no output is a secret.
 */
const outputs = {
  userPoolId: { name: "user_pool_id", description: "ID of the user pool" },
  userPoolArn: { name: "user_pool_arn", description: "ARN of the user pool" },
  userPoolIssuer: { name: "user_pool_issuer", description: "Issuer of the user pool's tokens" },
  userPoolJwksUrl: {
    name: "user_pool_jwks_url",
    description: "URL of the public keys for the user pool's tokens (JWKS)",
  },
  userPoolDomain: {
    name: "user_pool_domain",
    description: "Prefix of the user pool domain, or its host name",
  },
  userPoolDomainBaseUrl: {
    name: "user_pool_domain_base_url",
    description: "Base URL of the hosted UI and the OAuth 2.0 endpoints",
  },
  userPoolRegion: { name: "user_pool_region", description: "Region of the user pool" },
} as const;

/** Names of what app clients may use once it exists. */
const lists = {
  scopes: {
    name: "custom_scopes",
    each: "scope",
    description: "Custom scopes that app clients may allow, as access tokens contain them",
    missing:
      "The routes of this stack require a scope that stack STACK does not publish yet, and the app client cannot allow it.",
  },
  identityProviders: {
    name: "identity_providers",
    each: "provider",
    description: "Identity providers that app clients may offer",
    missing:
      "This stack offers an identity provider that stack STACK does not publish yet, and the app client cannot offer it.",
  },
  customAttributes: {
    name: "custom_attributes",
    each: "attribute",
    description: "Custom attributes that app clients may read and write",
    missing:
      "Users have a custom attribute that stack STACK does not publish yet, and the app client cannot write it.",
  },
} as const;

const { scopes: scopesOutput } = lists;

/** Only where the identity has machine clients. */
const machineClientsOutput = {
  name: "machine_client_ids",
  description: "IDs of the machine clients, by name",
} as const;

/** What applications read of the shared identity; every value is a Terraform expression. */
export type IdentityContract = Readonly<Record<keyof typeof outputs, string>>;

/** Names, and the resources that must exist before somebody uses them. */
export interface PublishedNames {
  readonly names: readonly string[];
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Names that {@link publishIdentity} declares, of each kind. */
export type PublishedLists = Readonly<Record<keyof typeof lists, PublishedNames>>;

/** What an application requires of the shared identity, besides the contract: names of each kind. */
export interface RequiredIdentity extends Readonly<Record<keyof typeof lists, readonly string[]>> {
  /** Names of the machine clients that the routes accept. */
  readonly machineClients: readonly string[];
  /** Whether the stack has alarms that go to the identity's topic. */
  readonly alarmTopic: boolean;
}

/** The contract, the id of each required machine client by name, and the topic of alarms. */
export interface ReadIdentity extends IdentityContract {
  readonly machineClientIds: Readonly<Record<string, string>>;
  /** Absent where it was not required. */
  readonly alarmTopicArn: string | undefined;
}

/** Names of all outputs that {@link publishIdentity} always declares. */
export const identityOutputNames: readonly string[] = [
  ...Object.values(outputs).map(({ name }) => name),
  scopesOutput.name,
];

/** Declares the contract as outputs of the identity's stack; custom scopes also where there are none. */
export function publishIdentity(
  stack: TerraformStack,
  values: IdentityContract,
  published: PublishedLists,
  machineClientIds: Readonly<Record<string, string>>,
): void {
  const scope = new Construct(stack, "outputs");
  for (const [key, { name, description }] of Object.entries(outputs)) {
    const value = values[key as keyof IdentityContract];
    new TerraformOutput(scope, name, { value, description, staticId: true });
  }
  for (const [key, { name, description }] of Object.entries(lists)) {
    const { names, dependsOn } = published[key as keyof PublishedLists];
    if (names.length === 0 && name !== scopesOutput.name) continue;
    const value = [...names];
    new TerraformOutput(scope, name, {
      value,
      description,
      staticId: true,
      dependsOn: [...dependsOn],
    });
  }
  if (Object.keys(machineClientIds).length === 0) return;
  const { name, description } = machineClientsOutput;
  new TerraformOutput(scope, name, { value: machineClientIds, description, staticId: true });
}

/**
 * Reads the contract from the identity's state. The plan fails with the stack to deploy when the state
 * lacks an output, belongs to another region, or lacks a name that the application requires.
 * @param identity address of the identity's state
 */
export function readIdentity(
  stack: TerraformStack,
  identity: StateOwner,
  required: RequiredIdentity,
): ReadIdentity {
  const { machineClients, alarmTopic } = required;
  const name = stackName(identity);
  const fix = deployFirst(identity);
  const remoteState = readRemoteState(stack, identity, [
    {
      condition: `alltrue([for name in [${listed(identityOutputNames)}] : contains(keys(self.outputs), name)])`,
      errorMessage: `The state of stack ${name} lacks an output that this stack reads, so its value is unknown. ${fix}`,
    },
    {
      condition: `try(self.outputs.${outputs.userPoolRegion.name}, "") == ${JSON.stringify(identity.region)}`,
      errorMessage: `The user pool of stack ${name} is not in ${identity.region}. A load balancer works only with a user pool of its own region. ${fix}`,
    },
    ...Object.entries(lists).flatMap(([key, { name: output, each, missing }]) => {
      const names = required[key as keyof typeof lists];
      return names.length === 0
        ? []
        : [
            {
              condition: `alltrue([for ${each} in [${listed(names)}] : contains(try(self.outputs.${output}, []), ${each})])`,
              errorMessage: `${missing.replace("STACK", name)} ${fix}`,
            },
          ];
    }),
    ...(machineClients.length === 0
      ? []
      : [
          {
            condition: `alltrue([for name in [${listed(machineClients)}] : contains(keys(try(self.outputs.${machineClientsOutput.name}, {})), name)])`,
            errorMessage: `The routes of this stack accept a machine client that stack ${name} does not publish yet, so its id is unknown. ${fix}`,
          },
        ]),
    ...(alarmTopic ? [alarmTopicCondition(identity)] : []),
  ]);
  const entries = Object.entries(outputs).map(([key, { name }]) => [
    key,
    remoteState.getString(name),
  ]);
  const machineClientIds = machineClients.map((client) => [
    client,
    remoteState.getString(`${machineClientsOutput.name}.${client}`),
  ]);
  return {
    ...(Object.fromEntries(entries) as IdentityContract),
    machineClientIds: Object.fromEntries(machineClientIds),
    alarmTopicArn: alarmTopic ? alarmTopicIn(remoteState) : undefined,
  };
}

/** Names as the elements of a Terraform list. */
function listed(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
