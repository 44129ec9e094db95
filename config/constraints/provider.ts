import type { Constraint, ConstraintIssue } from "./constraint";

/** The provider may work in the account of the role that it assumes. */
export const checkProvider: Constraint = ({ provider }) => {
  const { allowedAccountIds = [], assumeRole } = provider;
  const repeated = allowedAccountIds.flatMap((id, index): ConstraintIssue[] =>
    allowedAccountIds.indexOf(id) === index
      ? []
      : [
          {
            path: ["provider", "allowedAccountIds", index],
            message: "must not repeat an entry",
            fix: "remove it",
          },
        ],
  );
  const account = assumeRole?.roleArn.split(":")[4];
  if (account === undefined || allowedAccountIds.length === 0) return repeated;
  if (allowedAccountIds.includes(account)) return repeated;
  return [
    ...repeated,
    {
      path: ["provider", "assumeRole", "roleArn"],
      message: `must be a role of an account in allowedAccountIds (${allowedAccountIds.join(", ")}): Terraform would stop in account ${account}`,
      fix: `add "${account}" to allowedAccountIds, or use another role`,
    },
  ];
};
