import { warnings } from "../../src/load-balancer/checks/warnings.ts";
import { applicationsOf } from "../../src/model/applications.ts";
import type { LoadBalancerModel, Rule } from "../../src/model/load-balancer.ts";
import { readModel, toModel } from "../../src/terraform/read-stacks.ts";
import type { ResourceValues } from "../../src/terraform/values/resource-values.ts";
import { valueResources } from "../../src/terraform/values/value-resources.ts";
import { edgeStacks } from "../support/edge-stacks.ts";
import {
  arnOf,
  fixed,
  forwardTo,
  hosts,
  listener,
  loadBalancer,
  login,
  paths,
  resource,
  rule,
  userPool,
  userPoolClient,
} from "./support/state.ts";

const names = ["orders", "intranet", "reports"];

function only<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length > 1) throw new Error(`${values.length} values`);
  return value;
}

const hostsOf = (model: LoadBalancerModel) =>
  applicationsOf(model).map(({ application, hostNames }) => [application, hostNames]);

describe("a load balancer whose applications are stacks of their own", () => {
  const model = toModel(edgeStacks(names));
  const served = only(model.loadBalancers);
  const https = only(served.listeners);
  const loginOf = ({ actions }: Rule) =>
    actions.find((action) => action.type === "authenticate-cognito");

  it("belongs to the edge, and knows the host names of each application", () => {
    expect(served.application).toBe("edge");
    expect(hostsOf(served)).toEqual(names.map((name) => [name, [`${name}.example.com`]]));
    expect(served.hostNames).toEqual([
      ...names.map((name) => `${name}.example.com`),
      "edge.example.com",
    ]);
  });

  it("evaluates the rules of all of them by priority, each with the client of its application", () => {
    expect(https.rules.map(({ priority, application }) => [priority, application])).toEqual([
      [1000, "orders"],
      [1999, "orders"],
      [2000, "intranet"],
      [2999, "intranet"],
      [3000, "reports"],
      [3999, "reports"],
    ]);
    const logins = https.rules.flatMap((each) => loginOf(each) ?? []);
    expect(logins.map(({ provider }) => provider.clientName)).toEqual(names);
    expect(new Set(logins.map(({ provider }) => provider.clientId)).size).toBe(3);
    expect(https.defaultRule.actions).toMatchObject([{ type: "fixed-response", statusCode: 404 }]);
  });

  it("gives each application its own service and target group, though all are called web", () => {
    for (const application of applicationsOf(served)) {
      const { services, targetGroups } = application;
      const name = application.application;
      expect(services.map((each) => [each.application, each.name])).toEqual([[name, "web"]]);
      expect(targetGroups.map((group) => group.name)).toEqual([`${name}-web`]);
      expect(only(services).environment).toMatchObject({ ALB_ARN: served.arn, LOG_LEVEL: name });
    }
  });

  it("has the certificates that the applications add", () => {
    expect(https.sniCertificates?.map(({ hostNames }) => hostNames)).toEqual(
      names.map((name) => [`${name}.example.com`]),
    );
  });

  it("finds nothing missing: egress to each service is declared by its application", () => {
    expect(warnings(served)).toEqual([]);
    expect(model.notes).toEqual([]);
  });

  it("warns where an application has no egress rule in the security group of the edge", () => {
    const stacks = structuredClone(edgeStacks(names));
    // biome-ignore lint/suspicious/noExplicitAny: Terraform JSON, edited as a person would edit it
    const reports = stacks.find(({ name }) => name === "reports")?.json as any;
    delete reports.resource.aws_vpc_security_group_egress_rule;

    expect(warnings(only(toModel(stacks).loadBalancers))).toEqual([
      expect.stringMatching(
        /no egress rule for the targets of aws_lb_target_group\.web in stack reports/,
      ),
    ]);
  });
});

/** What a root declares. */
const inRoot = (application: string, ...resources: ResourceValues[]) =>
  resources.map((each) => ({ ...each, application }));

describe("a load balancer in another root than its rules", () => {
  const network = inRoot(
    "network",
    loadBalancer("shop"),
    listener("shop", "HTTPS", 443, [fixed("nothing here")]),
  );
  const targetGroup = (name: string) =>
    resource("aws_lb_target_group", name, {
      arn: arnOf.targetGroup(name),
      name,
      port: 80,
      protocol: "HTTP",
    });
  const ofPool = inRoot(
    "identity",
    ...userPool("staff", []),
    userPoolClient("orders", ["orders.example.com"], []),
  );
  const orders = inRoot(
    "orders",
    targetGroup("orders"),
    rule(arnOf.listener("shop", 443), 10, hosts("orders.example.com"), [forwardTo("orders")]),
  );
  const intranet = inRoot(
    "intranet",
    targetGroup("intranet"),
    rule(arnOf.listener("shop", 443), 20, hosts("intranet.example.com", "*.intra.example.com"), [
      login("staff"),
      forwardTo("intranet"),
    ]),
  );
  const read = (...resources: ResourceValues[][]) => readModel(valueResources(resources.flat()));

  it("names each application by its root, in states as in code", () => {
    const model = only(read(network, ofPool, orders, intranet).loadBalancers);

    expect(model.application).toBe("network");
    expect(hostsOf(model)).toEqual([
      ["orders", ["orders.example.com"]],
      ["intranet", ["intranet.example.com"]],
    ]);
    expect(model.targetGroups.map((group) => [group.application, group.service])).toEqual([
      ["orders", "orders"],
      ["intranet", "intranet"],
    ]);
  });

  it("serves the rules of several roots on a listener that none declares", () => {
    const { loadBalancers, notes } = read(ofPool, orders, intranet);
    const model = only(loadBalancers);

    expect(model.application).toBe("shop");
    expect(hostsOf(model).map(([name]) => name)).toEqual(["orders", "intranet"]);
    expect(notes?.join()).toMatch(/Listener .*:listener\/app\/shop.* is not in the source/);
  });

  it("gives an application without host names those of the load balancer", () => {
    const alias = resource("aws_route53_record", "shop", {
      name: "shop.example.com",
      type: "A",
      alias: [{ name: "shop.elb.amazonaws.com" }],
    });
    const path = inRoot(
      "docs",
      targetGroup("docs"),
      rule(arnOf.listener("shop", 443), 30, paths("/docs/*"), [forwardTo("docs")]),
    );

    const model = only(read([...network, ...inRoot("network", alias)], path).loadBalancers);

    expect(hostsOf(model)).toEqual([["docs", ["shop.example.com"]]]);
  });

  it("does not confuse an application with another of its root at another load balancer", () => {
    const other = inRoot(
      "orders",
      loadBalancer("old"),
      listener("old", "HTTPS", 443, [forwardTo("old")]),
      targetGroup("old"),
    );

    const { loadBalancers } = read(network, orders, other);

    expect(loadBalancers.flatMap(hostsOf).map(([name]) => name)).toEqual([
      "network-orders",
      "orders",
    ]);
  });
});

describe("a root with several clients on one listener", () => {
  it("is one application with the host names of all of them", () => {
    const wildcard = resource("aws_acm_certificate", "wildcard", {
      arn: arnOf.certificate,
      domain_name: "example.com",
      subject_alternative_names: ["*.example.com"],
    });
    const second = userPoolClient("b", ["b.example.com"], []);
    const model = only(
      readModel(
        valueResources([
          ...userPool("staff", ["a.example.com"]),
          { ...second, values: { ...second.values, user_pool_id: "eu-west-1_staff" } },
          loadBalancer("shop"),
          wildcard,
          listener("shop", "HTTPS", 443, [fixed("nothing here")]),
          rule(arnOf.listener("shop", 443), 10, hosts("a.example.com"), [
            login("staff"),
            forwardTo("a"),
          ]),
          rule(arnOf.listener("shop", 443), 20, hosts("b.example.com"), [
            login("staff", { user_pool_client_id: "client-b" }),
            forwardTo("b"),
          ]),
        ]),
      ).loadBalancers,
    );

    expect(hostsOf(model)).toEqual([["root", ["example.com", "a.example.com", "b.example.com"]]]);
  });
});
