import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireIdleRemovedCanaries } from "../../scripts/deploy/removed-canaries";

const folder = mkdtempSync(join(tmpdir(), "canary-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the environment declares. */
function declare(...names: string[]): void {
  const services = names.map((name) => [name, { load_balancer: [{ container_name: name }] }]);
  const resource = { aws_ecs_service: Object.fromEntries(services) };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ resource }));
}

/** What runs: a service and its canary, with this weight in a rule. */
const running = (weight: number) => {
  const service = (name: string) => ({
    type: "aws_ecs_service",
    values: { load_balancer: [{ container_name: name, target_group_arn: `arn:${name}` }] },
  });
  const target_group = [
    { arn: "arn:web", weight: 100 - weight },
    { arn: "arn:web-canary", weight },
  ];
  const rule = {
    type: "aws_lb_listener_rule",
    values: { action: [{ forward: [] }, { forward: [{ target_group }] }] },
  };
  const listener = { type: "aws_lb_listener", values: { default_action: [{}] } };
  const resources = [service("web"), service("web-canary"), listener, rule];
  return { values: { root_module: { resources } } };
};

describe(requireIdleRemovedCanaries, () => {
  it("rejects the removal of a canary that gets requests", () => {
    declare("web");

    expect(() => requireIdleRemovedCanaries(folder, running(10))).toThrow(
      "The canary of service web still gets 10 % of the requests",
    );
  });

  it("accepts it once the canary gets none", () => {
    declare("web");

    expect(() => requireIdleRemovedCanaries(folder, running(0))).not.toThrow();
  });

  it("accepts a canary that stays, and a service of such a name that is no canary", () => {
    declare("web", "web-canary");
    expect(() => requireIdleRemovedCanaries(folder, running(100))).not.toThrow();

    declare("jobs");
    expect(() => requireIdleRemovedCanaries(folder, running(100))).not.toThrow();
  });

  it("accepts a first deployment", () => {
    declare("web");

    expect(() => requireIdleRemovedCanaries(folder, {})).not.toThrow();
  });
});
