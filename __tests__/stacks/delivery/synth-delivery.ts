import type { DeliveryInput, EnvironmentInput } from "../../../config/schema/environment";
import { synthComponent, testEnvironment } from "../../support/synth-environment";

/** State in the bucket that the tests' bootstrap stacks create. */
export const s3State = { type: "s3", bucket: "acme-terraform-state" } as const;

/** State in HCP Terraform. */
export const cloudState = { type: "cloud", organization: "acme", project: "Web" } as const;

/** The least that a pipeline on GitHub needs. */
export const onGithub: DeliveryInput = { github: { repository: "acme/website" } };

/** Synthesizes the bootstrap stack of an environment. */
export function synthDelivery(
  delivery: DeliveryInput = onGithub,
  input: Partial<EnvironmentInput> = {},
): string {
  return synthComponent(testEnvironment({ state: s3State, ...input, delivery }), "delivery");
}
