import type { Environment } from "./schema/environment";

type NewIdentity = Extract<Environment["identity"], { secondFactors: unknown }>;

/** Whether users need a second factor. */
export function mfaOf({
  mfa = "optional",
}: Pick<NewIdentity, "mfa">): "off" | "optional" | "required" {
  return mfa;
}
