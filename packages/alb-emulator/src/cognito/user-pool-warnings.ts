import type { SecondFactor, UserPoolModel } from "../model/user-pool.ts";

const names: Readonly<Record<SecondFactor, string>> = {
  "software-token": "codes of an authenticator app",
  sms: "codes by SMS",
  email: "codes by e-mail",
};

/** What the pool declares and the emulator does not do, one text each. */
export function userPoolWarnings({ poolName, mfa, secondFactors }: UserPoolModel): string[] {
  const missing = secondFactors.filter((factor) => factor !== "software-token");
  if (mfa === "OFF" || missing.length === 0) return [];
  const factors = missing.map((factor) => names[factor]).join(" and ");
  const instead = secondFactors.includes("software-token")
    ? `${names["software-token"]} are the only second factor here`
    : "users sign in with the password only";
  return [
    `User pool ${poolName} has ${factors} as second factor (mfa_configuration = "${mfa}"), which the emulator does not send: ${instead}.`,
  ];
}
