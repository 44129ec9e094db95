import type { Constraint, ConstraintIssue } from "./constraint";

/** Access and ID token live no longer than the refresh token. */
export const checkTokenLifetimes: Constraint = ({ identity }) => {
  const { accessTokenMinutes, idTokenMinutes, refreshTokenHours } = identity.tokenLifetimes;
  return Object.entries({ accessTokenMinutes, idTokenMinutes }).flatMap(
    ([field, minutes]): ConstraintIssue[] => {
      if (minutes <= refreshTokenHours * 60) return [];
      return [
        {
          path: ["identity", "tokenLifetimes", field],
          message: `must not exceed refreshTokenHours, which is ${refreshTokenHours} (${refreshTokenHours * 60} minutes): Cognito rejects such an app client`,
          fix: "shorten it, or increase refreshTokenHours",
        },
      ];
    },
  );
};
