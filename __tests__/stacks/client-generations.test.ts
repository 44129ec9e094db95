import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { ApplicationInput } from "../../config/schema/environment";
import { jsonText, parse, resource, resources, resourcesByName } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const routes = [
  {
    conditions: { paths: ["/api/*"] },
    access: { type: "login" },
    target: { type: "service", service: "web" },
  },
] as const;

function synth(settings: Partial<ApplicationInput> = {}): string {
  return synthApplication(withApplication({ routes, ...settings }));
}

/** Address of the app client that each name belongs to. */
function clientsOf(json: string): Record<string, unknown> {
  const clients = resourcesByName(json, CognitoUserPoolClient);
  return Object.fromEntries(
    Object.entries(clients).map(([id, { name }]) => [
      String(name),
      `\${aws_cognito_user_pool_client.${id}.id}`,
    ]),
  );
}

function usedBy(json: string): unknown[] {
  const actions = [
    ...resources(json, LbListener).flatMap(({ default_action }) => default_action),
    ...resources(json, LbListenerRule).flatMap(({ action }) => action),
  ] as { authenticate_cognito?: { user_pool_client_id: string } }[];
  return actions.flatMap(({ authenticate_cognito: login }) => login?.user_pool_client_id ?? []);
}

function acceptedBy(json: string): string | undefined {
  const task = resource(json, EcsTaskDefinition);
  const [container] = jsonText(task.container_definitions) as [
    { environment: { name: string; value: string }[] },
  ];
  return container.environment.find(({ name }) => name === "COGNITO_CLIENT_ID")?.value;
}

describe("the generations of an app client", () => {
  const steps = {
    before: synth(),
    next: synth({ additionalClientGeneration: 2 }),
    switched: synth({ clientGeneration: 2, additionalClientGeneration: 1 }),
    after: synth({ clientGeneration: 2 }),
  };
  const all = clientsOf(steps.next);
  const first = String(all["test-app"]);
  const second = String(all["test-app-2"]);

  it("keep the address and the name that the only client had", () => {
    expect(clientsOf(steps.before)).toEqual({ "test-app": first });
    expect(clientsOf(steps.switched)).toEqual(all);
    expect(clientsOf(steps.after)).toEqual({ "test-app-2": second });
    expect(synth({ clientGeneration: 1 })).toBe(steps.before);
  });

  it("differ in nothing but the name", () => {
    const [one, other] = resources(steps.next, CognitoUserPoolClient);

    expect([one?.name, other?.name].sort()).toEqual(["test-app", "test-app-2"]);
    expect({ ...other, name: "" }).toEqual({ ...one, name: "" });
  });

  it("are accepted by every container before and after the load balancer uses them", () => {
    expect(Object.values(steps).map(acceptedBy)).toEqual([
      first,
      `${first},${second}`,
      `${second},${first}`,
      second,
    ]);
  });

  it("are used by every rule at once", () => {
    const used = Object.values(steps).map(usedBy);

    expect(used[0]?.length).toBeGreaterThan(1);
    expect(used.map((ids) => new Set(ids))).toEqual([
      new Set([first]),
      new Set([first]),
      new Set([second]),
      new Set([second]),
    ]);
  });

  it("are published, the second one only while it exists", () => {
    const outputs = Object.values(steps).map(
      (json) => parse(json).output as Record<string, { value: unknown }>,
    );

    expect(outputs.map(({ app_client_id }) => app_client_id?.value)).toEqual([
      first,
      first,
      second,
      second,
    ]);
    expect(outputs.map(({ additional_app_client_id }) => additional_app_client_id?.value)).toEqual([
      undefined,
      second,
      first,
      undefined,
    ]);
  });
});
