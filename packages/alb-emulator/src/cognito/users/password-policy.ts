import type { PasswordPolicy } from "../../model/identity.ts";

/** Cognito takes no password longer than this. */
const maximumLength = 256;

/** What Cognito counts as a symbol. */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * What a password lacks, in Cognito's words; `undefined` when it is good.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function passwordFault(policy: PasswordPolicy, password: string): string | undefined {
  const rules: readonly [boolean, string][] = [
    [password.length >= policy.minimumLength, "Password not long enough"],
    [password.length <= maximumLength, "Password too long"],
    [
      !policy.requireUppercase || /\p{Lu}/u.test(password),
      "Password must have uppercase characters",
    ],
    [
      !policy.requireLowercase || /\p{Ll}/u.test(password),
      "Password must have lowercase characters",
    ],
    [!policy.requireNumbers || /\d/.test(password), "Password must have numeric characters"],
    [!policy.requireSymbols || symbols.test(password), "Password must have symbol characters"],
    [password === password.trim(), "Password must not begin or end with a space"],
  ];
  const broken = rules.find(([kept]) => !kept);
  return broken && `Password did not conform with policy: ${broken[1]}`;
}

/** The policy as a list for the sign-up page. */
export function describePasswordPolicy(policy: PasswordPolicy): string[] {
  return [
    `At least ${policy.minimumLength} characters`,
    ...(policy.requireLowercase ? ["A lower-case letter"] : []),
    ...(policy.requireUppercase ? ["An upper-case letter"] : []),
    ...(policy.requireNumbers ? ["A number"] : []),
    ...(policy.requireSymbols ? ["A symbol, such as ! or -"] : []),
  ];
}
