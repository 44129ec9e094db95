import type { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { Construct } from "constructs";
import { warnInPlan } from "../plan-warning";

/** Properties for {@link OwnerWarnings}. */
export interface OwnerWarningsProps {
  readonly loadBalancer: DataAwsLb;
}

/** What the owner of an existing load balancer decides, and what a plan says where it is missing. */
const expectations = {
  access_logs: {
    attribute: "access_logs[0].enabled",
    warning:
      "writes no access logs, so nobody can find out why a sign-in failed. Ask its owner to turn them on.",
  },
  deletion_protection: {
    attribute: "enable_deletion_protection",
    warning:
      "has no deletion protection, so one call can take this application away. Ask its owner to turn it on.",
  },
};

/** Warns of what an existing load balancer lacks. Its owner decides, so no plan fails. */
export class OwnerWarnings extends Construct {
  constructor(scope: Construct, id: string, { loadBalancer }: OwnerWarningsProps) {
    super(scope, id);
    const address = `data.${loadBalancer.terraformResourceType}.${loadBalancer.friendlyUniqueId}`;
    for (const [name, { attribute, warning }] of Object.entries(expectations)) {
      warnInPlan(new Construct(this, name), {
        condition: `try(${address}.${attribute}, false)`,
        message: `Load balancer \${${address}.name} ${warning}`,
      });
    }
  }
}
