import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { changed, parsed } from "../valid-environment";

const mapping = "identity.identityProviders.Company.attributeMapping";

/** Warnings about an attribute that gets this claim. */
const warnings = (claim: string) =>
  environmentWarnings(parsed(changed([mapping, { "custom:department": claim }]))).filter(
    ({ path }) => path.includes("identityProviders"),
  );

describe("a mapped claim with the groups of a user", () => {
  it.each([
    "groups",
    "Group",
    "memberOf",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
  ])("%s is warned about, with the attribute's limit", (claim) => {
    expect(warnings(claim)).toEqual([
      {
        path: [...mapping.split("."), "custom:department"],
        message: expect.stringMatching(/at most 256 characters.* 11 KB/),
        fix: expect.stringContaining("send only the groups"),
      },
    ]);
  });

  it.each(["department", "enrolled", "Usergroups2"])("%s is none", (claim) => {
    expect(warnings(claim)).toEqual([]);
  });
});
