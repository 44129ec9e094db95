import { UserError } from "../../config/user-error";
import { rejectHcl } from "../../synthesis/reject-hcl";

describe(rejectHcl, () => {
  it.each(["true", "1"])("rejects SYNTH_HCL_OUTPUT=%s and says why", (value) => {
    expect(() => rejectHcl({ SYNTH_HCL_OUTPUT: value })).toThrow(UserError);
    expect(() => rejectHcl({ SYNTH_HCL_OUTPUT: value })).toThrow(
      /--hcl.* is not supported: .* Terraform rejects\.\nOmit --hcl/,
    );
  });

  it.each([undefined, "", "false", "0"])("accepts SYNTH_HCL_OUTPUT=%s", (value) => {
    expect(() => rejectHcl({ SYNTH_HCL_OUTPUT: value })).not.toThrow();
  });
});
