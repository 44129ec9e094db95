import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { RouteInput } from "../../config/schema/environment";
import { rulesInOrder } from "../support/listener-rules";
import { address, reference, resource, resources } from "../support/synth";
import { synthApplication, synthIdentity, withApplication } from "../support/synth-environment";

const identity = {
  domain: { prefix: "test-login" },
  resourceServers: { tasks: { scopes: { read: "Read tasks", write: "Write tasks" } } },
  machineClients: {
    billing: { scopes: ["tasks/read"] },
    "nightly-import": { scopes: ["tasks/read", "tasks/write"], accessTokenMinutes: 15 },
  },
};

const routes: RouteInput[] = [
  {
    conditions: { paths: ["/mcp"] },
    access: { type: "token", scopes: ["tasks/read", "tasks/write"], resourcePath: "/mcp" },
    target: { type: "service", service: "web" },
  },
  {
    conditions: { paths: ["/api/*"] },
    access: { type: "token", scopes: ["tasks/read"] },
    target: { type: "service", service: "web" },
  },
  {
    conditions: { paths: ["/api/*"] },
    access: { type: "login" },
    target: { type: "service", service: "web" },
  },
];

const environment = withApplication({ routes }, { identity });
const output = (name: string) =>
  `\${data.terraform_remote_state.deploy_shared_identity_first.outputs.${name}}`;

describe("the machine clients of the shared identity", () => {
  const json = synthIdentity(environment);

  it("are app clients of the one pool, after the resource servers of their scopes", () => {
    expect(resources(json, CognitoUserPoolClient)).toEqual([
      expect.objectContaining({
        name: "test-machine-billing",
        allowed_oauth_scopes: ["tasks/read"],
        access_token_validity: 60,
        depends_on: [address(json, CognitoResourceServer)],
      }),
      expect.objectContaining({
        name: "test-machine-nightly-import",
        allowed_oauth_scopes: ["tasks/read", "tasks/write"],
        access_token_validity: 15,
      }),
    ]);
  });
});

describe("the token routes of an application", () => {
  const json = synthApplication(environment);
  const forward = { type: "forward", target_group_arn: reference(json, LbTargetGroup, "arn") };
  const validate = (clients: string[], scopes: string[]) => ({
    type: "jwt-validation",
    order: 1,
    jwt_validation: {
      issuer: output("user_pool_issuer"),
      jwks_endpoint: output("user_pool_jwks_url"),
      additional_claim: [
        { name: "token_use", format: "single-string", values: ["access"] },
        {
          name: "client_id",
          format: "single-string",
          values: clients.map((client) => output(`machine_client_ids.${client}`)),
        },
        { name: "scope", format: "space-separated-values", values: scopes },
      ],
    },
  });

  it("are rules that validate the token of the header, in front of those with sign-in", () => {
    const bearer = { http_header: { http_header_name: "Authorization", values: ["Bearer *"] } };
    const [signOut, metadata, mcp, challenge, api, signIn, ...others] = rulesInOrder(json);

    expect(others).toEqual([]);
    expect(signOut?.condition).toEqual([{ path_pattern: { values: ["/logout", "/signed-out"] } }]);
    expect(metadata).toMatchObject({
      condition: [{ path_pattern: { values: ["/.well-known/oauth-protected-resource/mcp"] } }],
      action: [{ ...forward, order: 1 }],
    });
    expect(mcp).toMatchObject({
      condition: [{ path_pattern: { values: ["/mcp"] } }, bearer],
      action: [
        validate(["nightly-import"], ["tasks/read", "tasks/write"]),
        { ...forward, order: 2 },
      ],
    });
    expect(challenge).toMatchObject({
      condition: [{ path_pattern: { values: ["/mcp"] } }],
      action: [{ ...forward, order: 1 }],
    });
    expect(api).toMatchObject({
      condition: [{ path_pattern: { values: ["/api/*"] } }, bearer],
      action: [validate(["billing", "nightly-import"], ["tasks/read"]), { ...forward, order: 2 }],
    });
    expect(signIn).toMatchObject({
      condition: [{ path_pattern: { values: ["/api/*"] } }],
      action: [{ type: "authenticate-cognito" }, { ...forward, order: 2 }],
    });
  });

  it("tell the container which machine clients and resources there are", () => {
    const { container_definitions } = resource(json, EcsTaskDefinition);
    const [{ environment: variables }] = JSON.parse(String(container_definitions));

    expect(variables).toContainEqual({
      name: "COGNITO_MACHINE_CLIENT_IDS",
      value: `${output("machine_client_ids.billing")},${output("machine_client_ids.nightly-import")}`,
    });
    expect(variables).toContainEqual({
      name: "PROTECTED_RESOURCES",
      value: '[{"path":"/mcp","scopes":["tasks/read","tasks/write"]}]',
    });
  });

  it("add nothing to an application without them", () => {
    const plain = synthApplication(withApplication({}, { identity }));

    expect(plain).not.toContain("machine_client_ids");
    expect(plain).not.toContain("COGNITO_MACHINE_CLIENT_IDS");
    expect(plain).not.toContain("PROTECTED_RESOURCES");
    expect(resources(plain, LbListenerRule)).toHaveLength(1);
  });
});
