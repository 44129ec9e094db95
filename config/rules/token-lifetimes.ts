import type { Rule, RuleFault } from "./rule";

/** Access and ID token live no longer than the refresh token. */
export const tokenLifetimeRule: Rule = ({ identity }) => {
  const faults: RuleFault[] = [];
  const path = ["identity", "tokenLifetimes"];
  const { accessTokenMinutes, idTokenMinutes, refreshTokenHours } = identity.tokenLifetimes;
  for (const [field, minutes] of Object.entries({ accessTokenMinutes, idTokenMinutes })) {
    if (minutes <= refreshTokenHours * 60) continue;
    faults.push({
      path: [...path, field],
      rule: `must not be longer than the refresh token's ${refreshTokenHours} hours: Cognito refuses such a client`,
      fix: "shorten it, or lengthen refreshTokenHours",
      inputs: [
        [...path, field],
        [...path, "refreshTokenHours"],
      ],
    });
  }
  return faults;
};
