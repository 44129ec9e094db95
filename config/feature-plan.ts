import type { Environment } from "./schema/environment";

type NewIdentity = Extract<Environment["identity"], { secondFactors: unknown }>;

/** Cognito's feature plans, the smallest first. @see https://aws.amazon.com/cognito/pricing/ */
export type FeaturePlan = "lite" | "essentials" | "plus";

/** The plan of a user pool: the one it names, or the smallest with everything but threat protection. */
export function featurePlanOf({
  plan,
  threatProtection,
}: Pick<NewIdentity, "plan" | "threatProtection">): FeaturePlan {
  return plan ?? (threatProtection === "off" ? "essentials" : "plus");
}
