import { type Purpose, permissionsOf } from "../../support/delivery-roles";
import { isAllowed, listed } from "../../support/iam-policy";
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
const withTable = synthDelivery(onGithub, {
  applications: { app: { ...minimalApplication, accessLogTable: {} } },
});

const tableActions = (json: string, purpose: Purpose) =>
  permissionsOf(json, purpose)
    .flatMap(({ Action }) => listed(Action))
    .filter((action) => /^(athena|glue):/.test(action));

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:eu-central-1:111122223333:${resource}`;

describe("permissions for tables of access logs", () => {
  it("are none where there is no table", () => {
    expect([...tableActions(without, "plan"), ...tableActions(without, "apply")]).toEqual([]);
  });

  it("name actions that exist, let a plan change nothing, and let nobody run a query", () => {
    expect(tableActions(withTable, "apply").length).toBeGreaterThan(15);
    expect(tableActions(withTable, "apply").filter((action) => !existing.has(action))).toEqual([]);
    expect(tableActions(withTable, "plan").filter((action) => !/:(Get|List)/.test(action))).toEqual(
      [],
    );
    expect(tableActions(withTable, "apply").join()).not.toMatch(/Query(Execution|Results)/);
  });

  it("are of the environment's own workgroups and tables", () => {
    const allows = (action: string, resource: string) =>
      isAllowed(permissionsOf(withTable, "apply"), { action, resource });

    expect(allows("athena:CreateNamedQuery", arn("athena", "workgroup/test-app-access-logs"))).toBe(
      true,
    );
    expect(allows("athena:DeleteWorkGroup", arn("athena", "workgroup/primary"))).toBe(false);
    expect(allows("glue:UpdateTable", arn("glue", "table/test_app_access_logs/access_logs"))).toBe(
      true,
    );
    expect(allows("glue:DeleteDatabase", arn("glue", "database/other_app_access_logs"))).toBe(
      false,
    );
  });
});
