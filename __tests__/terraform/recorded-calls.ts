import type { EnvironmentInput } from "../../config/schema/environment";
import type { PolicyStatement } from "../../constructs/policy-document";
import { emulatedPermissions } from "../support/delivery-roles";
import { isAllowed } from "../support/iam-policy";
import { iamRequests } from "./iam-requests";
import type { AwsCall, RecorderOptions } from "./recorder";

/** What Terraform asks of AWS in a suite, to compare it with the policies of roles for pipelines. */
export class RecordedCalls {
  readonly all: AwsCall[] = [];
  readonly ofPlans: AwsCall[] = [];
  private isPlanning = false;

  /** For the suite's workbench. */
  readonly recording: Omit<RecorderOptions, "target"> = {
    denies: () => false,
    afterCall: async (call) => {
      this.all.push(call);
      if (this.isPlanning) this.ofPlans.push(call);
    },
  };

  /** Runs a plan, whose calls are those of a plan. */
  async duringPlan<T>(plan: () => Promise<T>): Promise<T> {
    this.isPlanning = true;
    try {
      return await plan();
    } finally {
      this.isPlanning = false;
    }
  }
}

/** The calls that statements do not allow, as actions with their resources. */
export function deniedRequests(
  calls: readonly AwsCall[],
  statements: readonly PolicyStatement[],
): string[] {
  const denied = calls
    .flatMap(iamRequests)
    .filter((request) => !isAllowed(statements, request))
    .map(({ action, resource = "" }) => `${action} ${resource}`.trim());
  return [...new Set(denied)].sort();
}

/**
 * The calls that an environment's roles for pipelines may not make: of a whole suite by the role that
 * applies, of its plans by the role that plans.
 */
export function deniedByRoles(calls: RecordedCalls, environment: EnvironmentInput): string[] {
  const delivered: EnvironmentInput = {
    ...environment,
    state: { type: "s3", bucket: "states" },
    delivery: { github: { repository: "acme/website" } },
  };
  return [
    ...deniedRequests(calls.all, emulatedPermissions(delivered, "apply")).map(
      (each) => `apply: ${each}`,
    ),
    ...deniedRequests(calls.ofPlans, emulatedPermissions(delivered, "plan")).map(
      (each) => `plan: ${each}`,
    ),
  ];
}
