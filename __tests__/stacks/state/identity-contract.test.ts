import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { TerraformStack, Testing } from "cdktf";
import {
  type IdentityContract,
  identityOutputNames,
  type RequiredIdentity,
  readIdentity,
} from "../../../stacks/state/identity-contract";
import { address, expose, exposed, parse, testApp } from "../../support/synth";
import {
  synthApplication,
  synthIdentity,
  testEnvironment,
  withApplication,
} from "../../support/synth-environment";

const identity = {
  domain: { prefix: "test-login" },
  resourceServers: { tasks: { scopes: { read: "Read tasks", write: "Write tasks" } } },
};

/** A stack that reads the contract, and what it read. */
function read(
  scopes: readonly string[],
  required: Partial<RequiredIdentity> = {},
): { json: string; contract: IdentityContract } {
  const stack = new TerraformStack(testApp(), "app");
  const address = {
    state: { type: "local" },
    environmentName: "test",
    region: "eu-central-1",
    component: "shared-identity",
    localStateFolder: "../../../terraform-state",
    deployCommand: "npm run deploy -- --only shared-identity",
  } as const;
  const { machineClientIds, alarmTopicArn, ...contract } = readIdentity(stack, address, {
    scopes,
    identityProviders: [],
    customAttributes: [],
    machineClients: [],
    alarmTopic: false,
    ...required,
  });
  expose(stack, {
    ...contract,
    ...machineClientIds,
    ...(alarmTopicArn === undefined ? {} : { alarmTopicArn }),
  });
  return { json: Testing.synth(stack), contract };
}

const lifecycle = (json: string) => {
  const source = parse(json).data?.terraform_remote_state?.deploy_shared_identity_first;
  return source?.lifecycle as { postcondition: { condition: string; error_message: string }[] };
};

describe("the contract between the identity and an application", () => {
  const published = parse(synthIdentity(testEnvironment({ identity }))).output ?? {};

  it("contains exactly what the identity's stack publishes", () => {
    // The one output that is for people.
    const { next_step, ...contract } = published;

    expect(next_step).toBeDefined();
    expect(Object.keys(contract).sort()).toEqual([...identityOutputNames].sort());
  });

  it("reads only outputs that the identity's stack publishes", () => {
    const references = Object.values(exposed(read([]).json)).map((value) =>
      /^\$\{data\.terraform_remote_state\.deploy_shared_identity_first\.outputs\.(\w+)\}$/.exec(
        String(value),
      ),
    );

    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) expect(Object.keys(published)).toContain(reference?.[1]);
  });

  it("contains every output that an application reads", () => {
    const json = synthApplication(withApplication({}, { identity }));
    const asked = [...json.matchAll(/deploy_shared_identity_first\.outputs\.(\w+)/g)];

    expect(asked.length).toBeGreaterThan(0);
    for (const [, name] of asked) expect(Object.keys(published)).toContain(name);
  });

  it("does not compile with an unknown name", () => {
    const { contract } = read([]);

    // @ts-expect-error: the contract has no such output
    expect(contract.userPoolName).toBeUndefined();
    expect(contract.userPoolId).toEqual(expect.any(String));
  });

  it("fails the plan while an output is missing, and names the stack to deploy", () => {
    const names = identityOutputNames.map((name) => JSON.stringify(name)).join(", ");

    expect(lifecycle(read([]).json).postcondition[0]).toEqual({
      condition: `\${alltrue([for name in [${names}] : contains(keys(self.outputs), name)])}`,
      error_message:
        "The state of stack test--shared-identity lacks an output that this stack reads, so its value is unknown. Deploy test--shared-identity first: npm run deploy -- --only shared-identity, or cdktf deploy test--shared-identity",
    });
  });

  it("fails the plan if the pool is in another region", () => {
    expect(lifecycle(read([]).json).postcondition[1]).toEqual({
      condition: '${try(self.outputs.user_pool_region, "") == "eu-central-1"}',
      error_message: expect.stringMatching(
        /is not in eu-central-1\. .*cdktf deploy test--shared-identity$/,
      ),
    });
  });

  it("fails the plan while a scope of a route is missing", () => {
    expect(lifecycle(read([]).json).postcondition).toHaveLength(2);
    expect(lifecycle(read(["tasks/read", "tasks/write"]).json).postcondition[2]).toEqual({
      condition:
        '${alltrue([for scope in ["tasks/read", "tasks/write"] : contains(try(self.outputs.custom_scopes, []), scope)])}',
      error_message: expect.stringMatching(
        /a scope .* does not publish yet, .*\. Deploy test--shared-identity/,
      ),
    });
  });

  it("publishes the ids of machine clients only where there are some, and no secret", () => {
    const machineClients = { "billing-import": { scopes: ["tasks/read"] } };
    const json = synthIdentity(testEnvironment({ identity: { ...identity, machineClients } }));

    expect(Object.keys(published)).not.toContain("machine_client_ids");
    expect(parse(json).output?.machine_client_ids).toEqual({
      description: "IDs of the machine clients, by name",
      value: {
        "billing-import": `\${${address(json, CognitoUserPoolClient)}.id}`,
      },
    });
    expect(JSON.stringify(parse(json).output)).not.toContain("client_secret");
  });

  it("reads the machine clients that routes accept, and fails the plan while one is missing", () => {
    const { json } = read([], { machineClients: ["billing-import"] });

    expect(exposed(json)["billing-import"]).toBe(
      "${data.terraform_remote_state.deploy_shared_identity_first.outputs.machine_client_ids.billing-import}",
    );
    expect(lifecycle(json).postcondition[2]).toEqual({
      condition:
        '${alltrue([for name in ["billing-import"] : contains(keys(try(self.outputs.machine_client_ids, {})), name)])}',
      error_message: expect.stringMatching(
        /a machine client .* does not publish yet, .*\. Deploy test--shared-identity/,
      ),
    });
  });

  it.each([
    ["identityProviders", "provider", "identity_providers", "offers an identity provider"],
    ["customAttributes", "attribute", "custom_attributes", "have a custom attribute"],
  ])("fails the plan while one of the %s is missing", (kind, each, output, message) => {
    expect(lifecycle(read([], { [kind]: ["X"] }).json).postcondition[2]).toEqual({
      condition: `\${alltrue([for ${each} in ["X"] : contains(try(self.outputs.${output}, []), ${each})])}`,
      error_message: expect.stringMatching(
        new RegExp(`${message} that stack test--shared-identity does not publish yet, .*Deploy`),
      ),
    });
  });

  it("requires the custom scopes of the routes only, and no standard scope", () => {
    const json = synthApplication(
      withApplication(
        {
          defaultRoute: { access: { type: "login", scopes: ["openid", "email", "tasks/write"] } },
        },
        { identity },
      ),
    );

    expect(lifecycle(json).postcondition[2]?.condition).toContain('for scope in ["tasks/write"] :');
  });
});
