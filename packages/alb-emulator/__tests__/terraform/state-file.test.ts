import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformStates } from "../../src/sources/terraform-states.ts";

const shop = join(__dirname, "..", "fixtures", "states", "shop.json");
// biome-ignore lint/suspicious/noExplicitAny: a state, edited as a person would edit it
type EditableState = any;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alb-emulator-state-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function edited(edit: (state: EditableState) => unknown): string {
  const state = JSON.parse(readFileSync(shop, "utf8"));
  const file = join(folder, "edited.json");
  writeFileSync(file, JSON.stringify(edit(state) ?? state));
  return file;
}

const issuesOf = async (file: string) =>
  terraformStates([file])
    .read()
    .then(
      () => [],
      (error) => error.issues,
    );

const resource = (state: EditableState, address: string): EditableState =>
  state.values.root_module.resources.find((each: EditableState) => each.address === address);

describe("terraformStates", () => {
  it("reads load balancer, rules, services and user pool of modules, for_each and count", async () => {
    const { loadBalancers, userPools } = await terraformStates([shop]).read();

    expect(loadBalancers).toMatchObject([
      {
        application: "shop",
        region: "eu-west-1",
        hostNames: ["shop.example.com"],
        services: [
          { name: "orders", port: 8081 },
          { name: "web", port: 8080, environment: { SHOP_NAME: "SHOP-DEFAULT" } },
        ],
      },
    ]);
    const https = loadBalancers[0]?.listeners.find(({ protocol }) => protocol === "HTTPS");
    expect(https?.rules.map(({ priority, address }) => [priority, address])).toEqual([
      [10, "aws_lb_listener_rule.public in shop"],
      [100, 'aws_lb_listener_rule.login["api"] in shop'],
      [110, 'aws_lb_listener_rule.login["orders"] in shop'],
    ]);
    expect(https?.rules[2]?.actions).toMatchObject([
      { scope: "openid orders/read", sessionCookieName: "AWSELBAuthSessionCookie-orders" },
      { type: "forward" },
    ]);
    expect(userPools).toMatchObject([
      { groups: [{ name: "auditors" }, { name: "staff" }], clients: [{ name: "alb" }] },
    ]);
  });

  it("reads rules of aws_security_group_rule, which tells ingress of services", async () => {
    const { loadBalancers } = await terraformStates([shop]).read();

    const ports = Object.values(loadBalancers[0]?.network.targetIngress ?? {}).map(({ ingress }) =>
      ingress.map(({ fromPort, peer }) => [fromPort, peer]),
    );
    const loadBalancer = { securityGroupId: loadBalancers[0]?.network.securityGroupIds[0] };
    expect(ports).toEqual(expect.arrayContaining([[[8081, loadBalancer]], [[8080, loadBalancer]]]));
  });

  it("names the application as it is told, or else by the file", async () => {
    const names = await Promise.all(
      [edited(() => undefined), `prod=${edited(() => undefined)}`].map(
        async (file) => (await terraformStates([file]).read()).loadBalancers[0]?.application,
      ),
    );

    expect(names).toEqual(["edited", "prod"]);
  });

  it("reads a state file itself, and what two files hold together", async () => {
    const state = JSON.parse(readFileSync(shop, "utf8")).values.root_module;
    const all = [state, ...state.child_modules].flatMap(({ resources }) => resources);
    const toFile = (name: string, isWanted: (type: string) => boolean) => {
      const file = join(folder, name);
      const resources = all
        .filter(({ type }: EditableState) => isWanted(type))
        .map(({ type, name: own, values }: EditableState, index: number) => ({
          ...{ mode: "managed", type, name: own },
          instances: [{ index_key: index, attributes: values }],
        }));
      writeFileSync(file, JSON.stringify({ version: 4, lineage: "l", resources }));
      return file;
    };
    const isIdentity = (type: string) => type.startsWith("aws_cognito_");

    const model = await terraformStates([
      toFile("identity.tfstate", isIdentity),
      toFile("app.tfstate", (type) => !isIdentity(type)),
    ]).read();

    expect(model.loadBalancers).toMatchObject([{ application: "app" }]);
    expect(model.userPools).toMatchObject([{ poolName: "shop-default" }]);
  });

  it("uses a client secret of the state", async () => {
    const file = edited((state) => {
      resource(state, "aws_cognito_user_pool_client.alb").values.client_secret = "from-aws";
    });

    const { userPools } = await terraformStates([file]).read();
    expect(userPools[0]?.clients[0]?.clientSecret).toBe("from-aws");
  });

  it("reads both names of a type that has two", async () => {
    const file = edited((state) => {
      resource(state, "aws_lb.this").type = "aws_alb";
    });

    expect((await terraformStates([file]).read()).loadBalancers).toHaveLength(1);
  });

  it("reports attributes with an effect that it does not support, and no others", async () => {
    const file = edited((state) => {
      const { values } = resource(state, "aws_lb.this");
      Object.assign(values, { arn_suffix: "x", new_attribute: false, other: [], flag: "on" });
    });

    expect(await issuesOf(file)).toEqual([
      expect.stringMatching(/^aws_lb\.this in edited: flag is not supported by the emulator/),
    ]);
  });

  it("accepts a plan for what exists, and rejects one that would create it", async () => {
    const plan = (actions: string[]) =>
      edited(({ values }) => ({
        planned_values: values,
        resource_changes: [{ address: "aws_lb.this", type: "aws_lb", change: { actions } }],
      }));

    expect(await issuesOf(plan(["update"]))).toEqual([]);
    expect(await issuesOf(plan(["delete", "create"]))).toEqual([
      expect.stringMatching(/is a plan that creates aws_lb\.this\..*use --terraform/),
    ]);
  });

  it.each([
    ["that is missing", undefined, /cannot be read: .*Write it with: terraform show -json/],
    ["that is not JSON", "PK\u0003", /is not a JSON object/],
    ["of something else", '{"a":1}', /is neither a Terraform state nor a plan/],
    ["without resources", '{"format_version":"1.0"}', /contains no resource/],
  ])("rejects a file %s", async (_name, text, message) => {
    const file = join(folder, "state.json");
    if (text !== undefined) writeFileSync(file, text);

    expect(await issuesOf(file)).toEqual([expect.stringMatching(message)]);
  });
});
