import type { PasswordPolicy } from "../../model/user-pool.ts";

/** Fixed by Cognito. */
const maxLength = 256;

/** What Cognito counts as a symbol. */
const symbol = "[\\^$*.\\[\\]{}()?\"!@#%&\\/\\\\,><':;|_~`=+\\- ]";

/** One rule of a policy, for the page, which ticks it while the user types, and for the server. */
export interface PasswordRule {
  readonly description: string;
  /** Source of a regular expression with flag `u`. */
  readonly pattern: string;
  /** Cognito's words when a password breaks the rule. */
  readonly message: string;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html */
export function passwordRules(policy: PasswordPolicy): PasswordRule[] {
  return [
    {
      description: `At least ${policy.minimumLength} characters`,
      pattern: `^.{${policy.minimumLength},}$`,
      message: "Password not long enough",
    },
    policy.requireUppercase && {
      description: "An upper-case letter",
      pattern: "\\p{Lu}",
      message: "Password must have uppercase characters",
    },
    policy.requireLowercase && {
      description: "A lower-case letter",
      pattern: "\\p{Ll}",
      message: "Password must have lowercase characters",
    },
    policy.requireNumbers && {
      description: "A number",
      pattern: "\\d",
      message: "Password must have numeric characters",
    },
    policy.requireSymbols && {
      description: "A symbol, such as ! or -",
      pattern: symbol,
      message: "Password must have symbol characters",
    },
  ].filter((rule) => rule !== false);
}

/**
 * Every rule that a password breaks, in Cognito's words; `undefined` when it is accepted. Cognito names
 * the first one only.
 */
export function passwordIssue(policy: PasswordPolicy, password: string): string | undefined {
  const messages = [
    ...passwordRules(policy)
      .filter(({ pattern }) => !new RegExp(pattern, "u").test(password))
      .map(({ message }) => message),
    ...(password.length > maxLength ? ["Password too long"] : []),
    ...(password === password.trim() ? [] : ["Password must not begin or end with a space"]),
  ];
  return messages.length === 0
    ? undefined
    : `Password did not conform with policy: ${messages.join(", ")}`;
}
