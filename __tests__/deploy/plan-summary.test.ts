import { describePlan, isEmpty } from "../../scripts/deploy/plan-summary";

const change = (address: string, ...actions: string[]) => ({
  address,
  mode: address.startsWith("data.") ? "data" : "managed",
  change: { actions },
});

describe("the summary of a plan", () => {
  it("names what is replaced and deleted, and counts many that are created", () => {
    const plan = {
      resource_changes: [
        ...Array.from({ length: 20 }, (_, index) => change(`aws_subnet.n${index}`, "create")),
        change("aws_ecs_service.web", "update"),
        change("aws_lb.main", "delete", "create"),
        change("aws_acm_certificate.main", "create", "delete"),
        change("aws_cognito_user_pool.pool", "delete"),
        change("aws_vpc.main", "no-op"),
        change("data.aws_region.here", "read"),
      ],
    };

    expect(describePlan(plan)).toBe(
      [
        "  creates 20 resources",
        "  changes in place 1 resource:",
        "    aws_ecs_service.web",
        "  replaces 2 resources:",
        "    aws_lb.main",
        "    aws_acm_certificate.main",
        "  deletes 1 resource:",
        "    aws_cognito_user_pool.pool",
      ].join("\n"),
    );
  });

  it("finds plans without an effect, and those that change outputs only", () => {
    const outputs = { next_step: { actions: ["update"] } };
    const unchanged = [change("aws_vpc.main", "no-op"), change("data.aws_region.here", "read")];

    expect(isEmpty({})).toBe(true);
    expect(
      isEmpty({ resource_changes: unchanged, output_changes: { url: { actions: ["no-op"] } } }),
    ).toBe(true);
    expect(isEmpty({ resource_changes: unchanged, output_changes: outputs })).toBe(false);
    expect(describePlan({ output_changes: outputs })).toBe("  changes outputs only");
    expect(isEmpty({ resource_changes: [change("aws_vpc.main", "delete")] })).toBe(false);
  });
});
