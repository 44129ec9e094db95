import { applicationsOf } from "../../src/model/applications.ts";
import { toModel } from "../../src/terraform/read-stacks.ts";
import { edgeStacks } from "../support/edge-stacks.ts";
import { arnOf } from "./support/state.ts";

// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON, edited as a person would edit it
type EditableStack = any;

/** Applications on a listener of another team, which data sources look up: there is no edge. */
function onExistingListener(names: readonly string[]) {
  return structuredClone(edgeStacks(names))
    .filter(({ name }) => name !== "edge")
    .map(({ name, json }) => {
      if (name === "shared-identity") return { name, json };
      const edited: EditableStack = JSON.parse(
        JSON.stringify(json)
          .replaceAll(
            "${data.terraform_remote_state.edge.outputs.load_balancer_security_group_id}",
            "${element(sort(tolist(data.aws_lb.shared.security_groups)), 0)}",
          )
          .replaceAll(
            /\$\{data\.terraform_remote_state\.edge\.outputs\.(?:load_balancer_)?(arn|dns_name)\}/g,
            "${data.aws_lb.shared.$1}",
          )
          .replaceAll(
            "${data.terraform_remote_state.edge.outputs.https_listener_arn}",
            "${data.aws_lb_listener.shared.arn}",
          ),
      );
      delete edited.data.terraform_remote_state.edge;
      edited.data.aws_lb_listener = { shared: { arn: arnOf.listener("shared", 443) } };
      edited.data.aws_lb = {
        shared: { arn: "${data.aws_lb_listener.shared.load_balancer_arn}" },
      };
      return { name, json: edited };
    });
}

it("serves applications on a listener that data sources look up", () => {
  const { loadBalancers, notes } = toModel(onExistingListener(["orders", "intranet"]));
  const [model, ...others] = loadBalancers;

  expect(others).toEqual([]);
  expect(model).toMatchObject({ name: "shared", arn: arnOf.loadBalancer("shared") });
  expect(model && applicationsOf(model)).toMatchObject([
    { application: "orders", hostNames: ["orders.example.com"] },
    { application: "intranet", hostNames: ["intranet.example.com"] },
  ]);
  expect(model?.services[0]?.environment.ALB_ARN).toBe(arnOf.loadBalancer("shared"));
  expect(notes?.join("\n")).toMatch(/its security groups are not checked/);
});

it("serves one application there under its own name", () => {
  const [model] = toModel(onExistingListener(["orders"])).loadBalancers;

  expect(model).toMatchObject({ application: "orders", hostNames: ["orders.example.com"] });
});

it("takes the host name of an existing certificate from its domain", () => {
  const stacks = structuredClone(edgeStacks(["orders"]));
  const edge: EditableStack = stacks.find(({ name }) => name === "edge")?.json;
  delete edge.resource.aws_acm_certificate;
  edge.data = { aws_acm_certificate: { issued: { domain: "shop.example.com" } } };
  edge.resource.aws_lb_listener.https.certificate_arn = "${data.aws_acm_certificate.issued.arn}";

  const [model] = toModel(stacks).loadBalancers;

  expect(model?.listeners[0]?.certificateArn).toMatch(/^arn:aws:acm:eu-central-1:/);
  expect(model?.hostNames).toEqual(["orders.example.com", "shop.example.com"]);
});
