import { UserError } from "../config/user-error";

/**
 * Stops before anything is written when HCL output is requested: cdktf renders conditions and JSON
 * strings in a form that Terraform rejects.
 * @throws UserError
 */
export function rejectHcl(variables: NodeJS.ProcessEnv): void {
  // In cdktf the app takes "true" for HCL, and each stack takes "1".
  if (!["true", "1"].includes(variables.SYNTH_HCL_OUTPUT ?? "")) return;
  throw new UserError(
    "HCL output (cdktf synth --hcl) is not supported: cdktf renders conditions and policies in HCL that Terraform rejects.\n" +
      "Omit --hcl: Terraform reads JSON as well as HCL.",
  );
}
