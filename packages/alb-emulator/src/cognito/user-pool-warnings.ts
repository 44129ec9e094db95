import type { SecondFactor, UserPoolModel } from "../model/user-pool.ts";

const names: Readonly<Record<SecondFactor, string>> = {
  "software-token": "codes of an authenticator app",
  sms: "codes by SMS",
  email: "codes by email",
};

const isEmulated = (factor: SecondFactor) => factor !== "sms";

/**
 * What the pool declares and the emulator does not do, one text each.
 * @param hasTrigger Whether a local function runs the pre token generation trigger.
 */
export function userPoolWarnings(model: UserPoolModel, hasTrigger = false): string[] {
  const { poolName, preTokenGeneration, otherTriggers } = model;
  const warnings = [
    ...secondFactorWarnings(model),
    ...signInMethodWarnings(model),
    ...providerWarnings(model),
  ];
  if (preTokenGeneration && !hasTrigger) {
    warnings.push(
      `User pool ${poolName} has a pre token generation trigger (${preTokenGeneration}), and no local function runs it: tokens stay as they are. Give its module with --trigger ${poolName}=FILE.`,
    );
  }
  if (otherTriggers.length > 0) {
    warnings.push(
      `User pool ${poolName} has triggers that the emulator does not run: ${otherTriggers.join(", ")}. What they do in AWS is missing here.`,
    );
  }
  return warnings;
}

function secondFactorWarnings({ poolName, mfa, secondFactors }: UserPoolModel): string[] {
  const missing = secondFactors.filter((factor) => !isEmulated(factor));
  if (mfa === "OFF" || missing.length === 0) return [];
  const factors = missing.map((factor) => names[factor]).join(" and ");
  const others = secondFactors.filter(isEmulated).map((factor) => names[factor]);
  const instead =
    others.length > 0
      ? `the second factor here is ${others.join(" or ")}`
      : "users sign in with the password only";
  return [
    `User pool ${poolName} has ${factors} as second factor (mfa_configuration = "${mfa}"), which the emulator does not send: ${instead}.`,
  ];
}

/** Methods that the pool allows, and that no page offers: in AWS neither. */
function signInMethodWarnings({
  poolName,
  domain,
  clients,
  signInMethods = [],
}: UserPoolModel): string[] {
  const methods = signInMethods.filter((method) => method !== "password");
  if (methods.length === 0) return [];
  const allowed = `User pool ${poolName} allows ${methods.join(" and ")} sign-in`;
  if (domain !== undefined && (domain.managedLoginVersion ?? 1) < 2) {
    return [
      `${allowed}, but its domain has the classic pages, which have passwords only. Set managed_login_version = 2.`,
    ];
  }
  const without = clients.filter(
    ({ allowedOAuthFlows, choiceBasedSignIn }) =>
      !choiceBasedSignIn && allowedOAuthFlows.includes("code"),
  );
  return [
    ...without.map(
      ({ address }) =>
        `${allowed}, but ${address} does not let its users choose: their page has passwords only. Add "ALLOW_USER_AUTH" to explicit_auth_flows.`,
    ),
    ...(methods.includes("sms-code")
      ? [`${allowed}, and the emulator sends no SMS: users sign in another way here.`]
      : []),
  ];
}

/** Providers that no resource declares have no button; AWS rejects them, unless they exist already. */
function providerWarnings({ poolName, clients, identityProviders }: UserPoolModel): string[] {
  const declared = ["COGNITO", ...identityProviders.map(({ name }) => name)];
  return clients.flatMap(({ address, supportedIdentityProviders }) => {
    const unknown = supportedIdentityProviders.filter((name) => !declared.includes(name));
    if (unknown.length === 0) return [];
    return `${address}: supported_identity_providers names ${unknown.join(", ")}, which no resource declares for user pool ${poolName}: nobody can sign in with it here. Add the stack that declares it.`;
  });
}
