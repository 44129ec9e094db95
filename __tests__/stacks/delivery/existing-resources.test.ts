import type { ApplicationInput, EnvironmentInput } from "../../../config/schema/environment";
import { type Purpose, permissionsOf } from "../../support/delivery-roles";
import { isAllowed, listed } from "../../support/iam-policy";
import { minimalApplication } from "../../support/synth-environment";
import iam from "./iam-actions.json";
import { onGithub, synthDelivery } from "./synth-delivery";

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;

/** The bootstrap stack of an environment whose application has these settings. */
const withApplication = (application: Partial<ApplicationInput>) => {
  const input: Partial<EnvironmentInput> = {
    applications: { app: { ...minimalApplication, ...application } },
  };
  return synthDelivery(onGithub, input);
};

const plain = withApplication({});
const inCluster = withApplication({ cluster: { type: "existing", name: "shared" } });
const byDomain = withApplication({ certificate: { type: "existing", domain: "*.example.com" } });

const allows = (json: string, purpose: Purpose, action: string, resource?: string) =>
  isAllowed(permissionsOf(json, purpose), {
    action,
    resource,
    context: { "aws:RequestedRegion": "eu-central-1" },
  });

describe("permissions for existing resources", () => {
  it("name actions that exist", () => {
    const known = new Set(
      Object.entries(iam.actions).flatMap(([service, byLevel]) =>
        Object.values(byLevel).flatMap((names) => names.map((name) => `${service}:${name}`)),
      ),
    );
    const named = [inCluster, byDomain].flatMap((json) =>
      permissionsOf(json, "apply").flatMap(({ Action }) => listed(Action)),
    );

    expect(named.filter((action) => !known.has(action))).toEqual([]);
  });

  it("find certificates where the environment names one by its domain", () => {
    for (const purpose of ["plan", "apply"] as const) {
      expect(allows(byDomain, purpose, "acm:ListCertificates")).toBe(true);
      expect(allows(byDomain, purpose, "acm:GetCertificate", arn("acm", "certificate/1"))).toBe(
        true,
      );
      expect(allows(plain, purpose, "acm:ListCertificates")).toBe(false);
    }
  });

  it("manage the environment's services in an existing cluster, and nobody else's", () => {
    const own = arn("ecs", "service/shared/test-app-web");
    const foreign = arn("ecs", "service/shared/billing");

    expect(allows(inCluster, "plan", "ecs:DescribeServices", own)).toBe(true);
    expect(allows(inCluster, "plan", "ecs:DescribeClusters", arn("ecs", "cluster/shared"))).toBe(
      true,
    );
    expect(allows(inCluster, "plan", "ecs:UpdateService", own)).toBe(false);
    expect(allows(inCluster, "apply", "ecs:CreateService", own)).toBe(true);
    expect(allows(inCluster, "apply", "ecs:DeleteService", foreign)).toBe(false);
    expect(allows(plain, "apply", "ecs:CreateService", own)).toBe(false);
  });

  it("add rules and certificates to an existing listener, and nothing to others", () => {
    const listener = (name: string) =>
      arn("elasticloadbalancing", `listener/app/${name}/0123456789abcdef/0123456789abcdef`);
    const rule = (name: string) => `${listener(name).replace(":listener/", ":listener-rule/")}/1`;
    const json = withApplication({
      loadBalancer: { type: "existing", listenerArn: listener("team"), firstPriority: 1000 },
      network: { type: "existing", vpcId: "vpc-0a1b2c3d", privateSubnetIds: ["subnet-0a1b2c3d"] },
    });
    const may = (action: string, resource: string) =>
      allows(json, "apply", `elasticloadbalancing:${action}`, resource);

    expect(may("CreateRule", listener("team"))).toBe(true);
    expect(may("AddListenerCertificates", listener("team"))).toBe(true);
    expect(may("DeleteRule", rule("team"))).toBe(true);
    expect(may("CreateRule", listener("billing"))).toBe(false);
    expect(may("DeleteRule", rule("billing"))).toBe(false);
    expect(may("ModifyListener", listener("team"))).toBe(false);
    expect(may("DeleteListener", listener("team"))).toBe(false);
  });

  it("leave the cluster itself alone", () => {
    for (const action of ["UpdateCluster", "DeleteCluster", "PutClusterCapacityProviders"]) {
      expect(allows(inCluster, "apply", `ecs:${action}`, arn("ecs", "cluster/shared"))).toBe(false);
    }
  });
});
