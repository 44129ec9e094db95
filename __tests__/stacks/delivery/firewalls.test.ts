import { type Purpose, permissionsOf } from "../../support/delivery-roles";
import { type IamRequest, isAllowed, listed } from "../../support/iam-policy";
import { minimalApplication } from "../../support/synth-environment";
import iam from "./iam-actions.json";
import { onGithub, synthDelivery } from "./synth-delivery";

const existing = new Set(
  Object.entries(iam.actions).flatMap(([service, byLevel]) =>
    Object.values(byLevel)
      .flat()
      .map((name) => `${service}:${name}`),
  ),
);
const without = synthDelivery();
const withFirewall = synthDelivery(onGithub, {
  applications: { app: { ...minimalApplication, firewall: {} } },
});
const withPoolFirewall = synthDelivery(onGithub, {
  identity: { domain: { prefix: "test-login" }, firewall: {} },
});

const { hostName, hostedZone } = minimalApplication;
const withEdgeFirewall = synthDelivery(onGithub, {
  edge: { hostName: "edge.example.com", hostedZone, firewall: {} },
  applications: { app: { hostName, hostedZone, loadBalancer: { type: "edge", slot: 1 } } },
});

const wafActions = (json: string, purpose: Purpose) =>
  permissionsOf(json, purpose)
    .flatMap(({ Action }) => listed(Action))
    .filter((action) => /^wafv2:|WebA/i.test(action));

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;

describe("permissions for firewalls", () => {
  it("are none where there is no firewall", () => {
    expect([...wafActions(without, "plan"), ...wafActions(without, "apply")]).toEqual([]);
  });

  it.each([
    ["of a load balancer", withFirewall],
    ["of a user pool", withPoolFirewall],
    ["of an edge", withEdgeFirewall],
  ])("exist with one %s, name actions that exist, and let a plan change nothing", (_, json) => {
    const named = permissionsOf(json, "apply").flatMap(({ Action }) => listed(Action));

    expect(wafActions(json, "apply").length).toBeGreaterThan(15);
    expect(named.filter((action) => !existing.has(action))).toEqual([]);
    expect(wafActions(json, "plan").filter((action) => !/:(Get|List)/.test(action))).toEqual([]);
  });

  it("are of the environment's own web ACLs, logs and load balancers", () => {
    const allows = (action: string, resource: string) => {
      const request: IamRequest = {
        action,
        resource,
        context: { "aws:RequestedRegion": "eu-central-1" },
      };
      return isAllowed(permissionsOf(withFirewall, "apply"), request);
    };
    const acl = (name: string) => arn("wafv2", `regional/webacl/${name}/0a1b`);

    expect(allows("wafv2:CreateWebACL", acl("test-app-2026"))).toBe(true);
    expect(allows("wafv2:CreateWebACL", acl("test--user-pool-2026"))).toBe(true);
    expect(allows("wafv2:DeleteWebACL", acl("other-app-2026"))).toBe(false);
    expect(
      allows("wafv2:CreateWebACL", arn("wafv2", "regional/managedruleset/AWS/AWSManagedRules")),
    ).toBe(true);
    expect(allows("wafv2:AssociateWebACL", acl("test-app-2026"))).toBe(true);
    const loadBalancer = (name: string) =>
      arn("elasticloadbalancing", `loadbalancer/app/${name}/50dc6c495c0c9188`);
    expect(allows("elasticloadbalancing:CreateWebACLAssociation", loadBalancer("test-app"))).toBe(
      true,
    );
    expect(allows("elasticloadbalancing:CreateWebACLAssociation", loadBalancer("other-app"))).toBe(
      false,
    );
    const logGroup = (name: string) => arn("logs", `log-group:${name}`);
    expect(allows("logs:CreateLogGroup", logGroup("aws-waf-logs-test-app"))).toBe(true);
    expect(allows("logs:DeleteLogGroup", logGroup("aws-waf-logs-other-app"))).toBe(false);
  });
});
