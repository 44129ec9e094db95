import { UserError } from "../../config/user-error";
import { refuseHcl } from "../../synthesis/refuse-hcl";

describe(refuseHcl, () => {
  it.each(["true", "1"])("refuses SYNTH_HCL_OUTPUT=%s and says why", (value) => {
    expect(() => refuseHcl({ SYNTH_HCL_OUTPUT: value })).toThrow(UserError);
    expect(() => refuseHcl({ SYNTH_HCL_OUTPUT: value })).toThrow(
      /--hcl.* is not supported: .* Terraform rejects\.\nOmit --hcl/,
    );
  });

  it.each([undefined, "", "false", "0"])("accepts SYNTH_HCL_OUTPUT=%s", (value) => {
    expect(() => refuseHcl({ SYNTH_HCL_OUTPUT: value })).not.toThrow();
  });
});
