import { permissionsOf } from "../../support/delivery-roles";
import { isAllowed } from "../../support/iam-policy";
import { onGithub, synthDelivery } from "./synth-delivery";

const monitored = synthDelivery(onGithub, { monitoring: {} });
const region = "eu-central-1:111122223333";

describe("permissions for monitoring", () => {
  it.each([
    ["cloudwatch:PutMetricAlarm", `arn:aws:cloudwatch:${region}:alarm:test-app-cpu`],
    ["cloudwatch:PutDashboard", "arn:aws:cloudwatch::111122223333:dashboard/test-app"],
    ["events:PutTargets", `arn:aws:events:${region}:rule/test-app-certificate`],
    ["sns:Subscribe", `arn:aws:sns:${region}:test-alarms`],
    ["cognito-idp:SetLogDeliveryConfiguration", `arn:aws:cognito-idp:${region}:userpool/1`],
  ])("let the role that applies, and no other environment's: %s %s", (action, resource) => {
    const apply = permissionsOf(monitored, "apply");

    expect(isAllowed(apply, { action, resource })).toBe(true);
    expect(isAllowed(permissionsOf(monitored, "plan"), { action, resource })).toBe(false);
    expect(isAllowed(permissionsOf(synthDelivery(), "apply"), { action, resource })).toBe(false);
    const other = resource.replace("test-", "other-");
    if (other !== resource) expect(isAllowed(apply, { action, resource: other })).toBe(false);
  });

  it.each(["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"])(
    "let %s of the topic's key alone",
    (action) => {
      const apply = permissionsOf(monitored, "apply");
      const request = (name: string) => ({
        action,
        resource: `arn:aws:kms:${region}:key/1`,
        context: { "aws:ResourceTag/Name": name },
      });

      expect(isAllowed(apply, request("test-alarms"))).toBe(true);
      expect(isAllowed(apply, request("terraform-state"))).toBe(false);
    },
  );

  it("let the role that plans read the topic", () => {
    const resource = `arn:aws:sns:${region}:test-alarms`;
    const request = { action: "sns:GetTopicAttributes", resource };

    expect(isAllowed(permissionsOf(monitored, "plan"), request)).toBe(true);
  });
});
