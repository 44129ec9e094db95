import { stackCost } from "../../scripts/cost/stack-cost";
import { parseStack } from "../../scripts/cost/synthesized-stack";

it("counts the zones of another stack's network", () => {
  const owner = parseStack(
    "other-app",
    JSON.stringify({ output: { public_subnet_ids: { value: ["a", "b", "c"] } } }),
  );
  const subnets =
    "$" + "{data.terraform_remote_state.deploy_other_app_first.outputs.public_subnet_ids}";
  const data = { terraform_remote_state: { deploy_other_app_first: {} } };

  const json = JSON.stringify({ resource: { aws_lb: { a: { subnets } } }, data });

  const { fixed } = stackCost(parseStack("app", json, [owner]));

  expect(fixed.map(({ kind, number }) => [kind, number])).toEqual([
    ["Application Load Balancer", 1],
    ["Public IPv4 address", 3],
  ]);
});
