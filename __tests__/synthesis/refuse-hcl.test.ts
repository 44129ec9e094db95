import { UserError } from "../../config/user-error";
import { refuseHcl } from "../../synthesis/refuse-hcl";

describe(refuseHcl, () => {
  it.each(["true", "1"])(
    "refuses the output that cdktf would write for %j, and says why",
    (value) => {
      expect(() => refuseHcl({ SYNTH_HCL_OUTPUT: value })).toThrow(UserError);
      expect(() => refuseHcl({ SYNTH_HCL_OUTPUT: value })).toThrow(
        /--hcl.* is not supported: .* Terraform refuses\.\nLeave --hcl away/,
      );
    },
  );

  it.each([undefined, "", "false", "0"])("lets pass what cdktf takes for a no: %j", (value) => {
    expect(() => refuseHcl({ SYNTH_HCL_OUTPUT: value })).not.toThrow();
  });
});
