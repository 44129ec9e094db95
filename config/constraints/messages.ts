import { closestName } from "../closest-name";
import type { Constraint } from "./constraint";

/** The default texts of an invitation name the address of one application. */
export const checkMessages: Constraint = ({ identity, applications }) => {
  if (identity.type === "existing") return [];
  const invitation = identity.messages?.invitation;
  if (invitation === undefined) return [];
  const { application, subject, body } = invitation;
  const names = Object.keys(applications);
  const base = ["identity", "messages", "invitation"];
  if (application !== undefined) {
    if (names.includes(application)) return [];
    const closest = closestName(application, names);
    return [
      {
        path: [...base, "application"],
        message: "must be the name of an application: the invitation names its address",
        fix:
          closest === undefined
            ? `choose one of: ${names.join(", ")}`
            : `did you mean "${closest}"?`,
      },
    ];
  }
  if (names.length === 1 || (subject !== undefined && body !== undefined)) return [];
  return [
    {
      path: base,
      message: `must have application: the environment has ${names.length} applications, and the default texts name the address of one`,
      fix: `add application: one of ${names.join(", ")}; or write subject and body`,
    },
  ];
};
