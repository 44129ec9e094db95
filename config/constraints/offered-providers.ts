import { closestName } from "../closest-name";
import { userPoolProvider } from "../offered-providers";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** An application offers identity providers that exist. */
export const checkOfferedProviders = eachApplication(
  ({ identityProviders = [] }, base, { identity }) => {
    const declared = Object.keys(identity.identityProviders);
    const known = [userPoolProvider, ...declared];
    return identityProviders.flatMap((name, index): ConstraintIssue[] => {
      const path = [...base, "identityProviders", index];
      if (identityProviders.indexOf(name) !== index) {
        return [
          {
            path,
            message: "must not repeat an entry: the sign-in page offers a provider once",
            fix: "remove it",
          },
        ];
      }
      if (known.includes(name)) return [];
      const closest = closestName(name, known);
      return [
        {
          path,
          message: `must be ${userPoolProvider} or one of identity.identityProviders (${declared.join(", ") || "none so far"}): the app client could not be created`,
          fix:
            closest === undefined
              ? "declare it in identity.identityProviders, or remove it"
              : `did you mean ${JSON.stringify(closest)}?`,
        },
      ];
    });
  },
);
