import { UserError } from "../config/user-error";

/**
 * Stops before anything is written when HCL is asked for: cdktf writes conditions and JSON texts in
 * a form that Terraform does not accept.
 * @throws UserError
 */
export function refuseHcl(environment: NodeJS.ProcessEnv): void {
  // The two values that cdktf takes for a yes.
  if (!["true", "1"].includes(environment.SYNTH_HCL_OUTPUT ?? "")) return;
  throw new UserError(
    "HCL output (cdktf synth --hcl) is not supported: cdktf writes conditions and policies in HCL that Terraform refuses.\n" +
      "Leave --hcl away: Terraform reads the JSON just as well.",
  );
}
