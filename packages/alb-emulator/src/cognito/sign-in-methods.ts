import type { AppClient, SignInMethod, UserPoolModel } from "../model/user-pool.ts";
import { secondFactorsOf, type User, type UserSecondFactor } from "./users/user.ts";

/**
 * What the pages of an app client let users sign in with. The classic hosted UI has passwords only, and so
 * has an app client that does not allow users to choose.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
export function offeredMethods(
  { signInMethods = ["password"], domain }: UserPoolModel,
  { choiceBasedSignIn = false }: AppClient,
): readonly SignInMethod[] {
  const isManagedLogin = (domain?.managedLoginVersion ?? 1) >= 2;
  const all = isManagedLogin && choiceBasedSignIn ? signInMethods : (["password"] as const);
  // The emulator sends no SMS.
  return all.filter((method) => method !== "sms-code");
}

/** Whether the pages ask for the user name first, and then how to sign in. */
export function hasChoice(model: UserPoolModel, client: AppClient): boolean {
  return offeredMethods(model, client).some((method) => method !== "password");
}

/**
 * The methods that one user can choose: those without a second factor are only for users who have none.
 * A user who does not exist can choose what everybody can.
 */
export function methodsOf(
  model: UserPoolModel,
  client: AppClient,
  user: User | undefined,
): readonly SignInMethod[] {
  const isPasswordless = user?.status === "CONFIRMED" && usableFactors(model, user).length === 0;
  return offeredMethods(model, client).filter((method) => {
    if (method === "passkey") {
      const isAllowed = isPasswordless || model.passkeys?.isSecondFactor === true;
      return isAllowed && (user?.passkeys ?? []).length > 0;
    }
    if (method === "email-code")
      return isPasswordless && user?.attributes.email_verified === "true";
    return true;
  });
}

/** The second factors that a user is asked for after the password, the preferred one first. */
export function usableFactors(
  { mfa, secondFactors }: UserPoolModel,
  user: User,
): readonly UserSecondFactor[] {
  if (mfa === "OFF") return [];
  return secondFactorsOf(user).filter(
    (factor) => secondFactors.includes(factor) && (factor !== "software-token" || user.totpSecret),
  );
}
