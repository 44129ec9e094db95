import { type ITerraformDependable, TerraformOutput, type TerraformStack } from "cdktf";
import { readRemoteState } from "./remote-state";
import type { StackAddress } from "./stack-address";

/**
 * All that the shared identity publishes and applications read: the one place that knows the
 * outputs' names. Everything in a state can be read by whoever may read one output of it, so no
 * secret is ever among them.
 */
const outputs = {
  userPoolId: { name: "user_pool_id", description: "Id of the user pool" },
  userPoolArn: { name: "user_pool_arn", description: "ARN of the user pool" },
  issuer: { name: "issuer", description: "Issuer of the pool's tokens" },
  jwksUrl: { name: "jwks_url", description: "Public keys of the pool's tokens (JWKS)" },
  userPoolDomain: { name: "user_pool_domain", description: "Prefix of the sign-in domain" },
  signInUrl: { name: "sign_in_url", description: "Base URL of the sign-in pages" },
  region: { name: "user_pool_region", description: "Region of the user pool" },
} as const;

const scopesOutput = {
  name: "scopes",
  description: "Custom scopes that app clients may ask for, as tokens carry them",
} as const;

/** What applications know of the shared identity; every value is a Terraform expression. */
export type IdentityContract = Readonly<Record<keyof typeof outputs, string>>;

/** Custom scopes, and the resource servers that make them exist. */
export interface PublishedScopes {
  readonly scopes: readonly string[];
  readonly resourceServers: readonly ITerraformDependable[];
}

/** Names of everything that {@link publishIdentity} writes. */
export const identityOutputNames: readonly string[] = [
  ...Object.values(outputs).map(({ name }) => name),
  scopesOutput.name,
];

/** Writes the contract as outputs of the identity's stack. */
export function publishIdentity(
  stack: TerraformStack,
  values: IdentityContract,
  { scopes, resourceServers }: PublishedScopes,
): void {
  for (const [key, { name, description }] of Object.entries(outputs)) {
    const value = values[key as keyof IdentityContract];
    new TerraformOutput(stack, name, { value, description, staticId: true });
  }
  new TerraformOutput(stack, scopesOutput.name, {
    value: [...scopes],
    description: scopesOutput.description,
    staticId: true,
    dependsOn: [...resourceServers],
  });
}

const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(", ");

/**
 * Reads the contract from the identity's state.
 * @param identity where the identity's stack keeps its state
 * @param scopes custom scopes that the reading application asks for
 */
export function readIdentity(
  stack: TerraformStack,
  identity: StackAddress,
  scopes: readonly string[],
): IdentityContract {
  const deployFirst = `Deploy ${identity.stackName} first: cdktf deploy ${identity.stackName}`;
  const remoteState = readRemoteState(stack, identity, [
    {
      condition: `alltrue([for name in [${listed(identityOutputNames)}] : contains(keys(self.outputs), name)])`,
      errorMessage: `The state of stack ${identity.stackName} lacks an output that this stack reads. ${deployFirst}`,
    },
    {
      condition: `try(self.outputs.${outputs.region.name}, "") == ${JSON.stringify(identity.region)}`,
      errorMessage: `The user pool of stack ${identity.stackName} is not in ${identity.region}. A load balancer takes a user pool of its own region only. ${deployFirst}`,
    },
    ...(scopes.length === 0
      ? []
      : [
          {
            condition: `alltrue([for scope in [${listed(scopes)}] : contains(try(self.outputs.${scopesOutput.name}, []), scope)])`,
            errorMessage: `The routes of this stack ask for a scope that stack ${identity.stackName} does not publish yet. ${deployFirst}`,
          },
        ]),
  ]);
  const entries = Object.entries(outputs).map(([key, { name }]) => [
    key,
    remoteState.getString(name),
  ]);
  return Object.fromEntries(entries) as IdentityContract;
}
