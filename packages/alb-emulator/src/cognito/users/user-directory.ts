import { randomInt, randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../../model/clock.ts";
import type { UserPoolModel } from "../../model/user-pool.ts";
import { isEqualSecret } from "../secret.ts";
import { FailedAttempts } from "./failed-attempts.ts";
import { providerGroup } from "./federated-user.ts";
import { hashPassword, passwordMatches } from "./password.ts";
import { passwordIssue } from "./password-policy.ts";
import { loginAttributeOf, signInNamesOf } from "./sign-in-names.ts";
import { secondFactorsOf, type User } from "./user.ts";
import { readUsers, writeUsers } from "./user-file.ts";

export interface NewUser {
  /** Required where users sign in with it. */
  readonly email?: string | undefined;
  readonly password: string;
  readonly name?: string;
  /** Further attributes, such as `custom:department`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly groups?: readonly string[] | undefined;
  /** What the user signs in with when the pool does not use email addresses. */
  readonly username?: string | undefined;
  readonly status?: User["status"];
  /** @default true */
  readonly enabled?: boolean | undefined;
  /** @default - a random UUID */
  readonly sub?: string | undefined;
  /** Secret of an authenticator app, in Base32. */
  readonly totpSecret?: string | undefined;
}

/** Names of Cognito's exceptions. */
export type UserDirectoryErrorCode =
  | "InvalidParameterException"
  | "InvalidPasswordException"
  | "UsernameExistsException"
  | "AliasExistsException"
  | "CodeMismatchException"
  | "ExpiredCodeException"
  | "LimitExceededException";

/** Input that the pool rejects. The message is what Cognito shows its user. */
export class UserDirectoryError extends Error {
  override readonly name = "UserDirectoryError";

  constructor(
    readonly code: UserDirectoryErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What a code that Cognito mails is for. */
export type CodePurpose = "confirm" | "reset";

/** As in Cognito. */
const codeLifetimeMs: Readonly<Record<CodePurpose, number>> = {
  confirm: 24 * 60 * 60 * 1000,
  reset: 60 * 60 * 1000,
};

/** What users can sign in with, and Cognito's words for what they cannot. */
const logins = {
  email: {
    pattern: /^[^\s@]+@[^\s@]+$/,
    message: "Invalid email address format.",
    taken: "An account with the given email already exists.",
  },
  phone_number: {
    pattern: /^\+\d{5,15}$/,
    message: "Invalid phone number format.",
    taken: "An account with the given phone_number already exists.",
  },
  username: {
    pattern: /^\S{1,128}$/,
    message: "Username cannot be empty and cannot contain spaces.",
    taken: "User already exists",
  },
} as const;

interface PendingCode {
  readonly code: string;
  readonly expiresAtMs: number;
}

/** The users of one pool, kept in a file when one is given. */
export class UserDirectory {
  readonly #users = new Map<string, User>();
  readonly #subByLogin = new Map<string, string>();
  /** Confirmation and reset codes by purpose and `sub`; a restart forgets them. */
  readonly #codes = new Map<string, PendingCode>();
  readonly #failedAttempts = new FailedAttempts();

  constructor(
    private readonly model: UserPoolModel,
    private readonly file: string | undefined,
    private readonly now: Clock = systemClock,
  ) {
    for (const user of (file && readUsers(file)) || []) this.#put(user);
  }

  get all(): User[] {
    return [...this.#users.values()];
  }

  find(sub: string): User | undefined {
    return this.#users.get(sub);
  }

  /** The user who signs in with this email address or name. */
  findByLogin(login: string): User | undefined {
    return this.#users.get(this.#subByLogin.get(this.#normalize(login)) ?? "");
  }

  /** Groups that the pool declares: other names in the file, of another environment, grant nothing. */
  groupsOf(user: User): string[] {
    const declared = new Map(this.model.groups.map((group) => [group.name, group.precedence]));
    const precedence = (name: string) => declared.get(name) ?? Number.MAX_SAFE_INTEGER;
    const groups = user.groups
      .filter((name) => declared.has(name))
      .sort((a, b) => precedence(a) - precedence(b));
    const { identityProvider } = user;
    return identityProvider === undefined
      ? groups
      : [...groups, providerGroup(this.model, identityProvider)];
  }

  /** @throws UserDirectoryError when the name is taken or the password breaks the policy */
  async create(input: NewUser): Promise<User> {
    const loginAttribute = loginAttributeOf(this.model);
    const { phone_number, ...others } = input.attributes ?? {};
    const login = { ...input, phone_number }[loginAttribute] ?? "";
    const { pattern, message } = logins[loginAttribute];
    if (!pattern.test(login)) throw new UserDirectoryError("InvalidParameterException", message);
    const issue = passwordIssue(this.model.passwordPolicy, input.password);
    if (issue) throw new UserDirectoryError("InvalidPasswordException", issue);
    const passwordHash = await hashPassword(input.password);
    if (this.findByLogin(login)) {
      throw new UserDirectoryError("UsernameExistsException", logins[loginAttribute].taken);
    }
    const sub = input.sub ?? randomUUID();
    const { usernameAttributes, aliasAttributes } = this.model;
    const isSignInName = (name: string) =>
      [...usernameAttributes, ...aliasAttributes].some((other) => other === name);
    const isVerified = String(input.status !== "UNCONFIRMED");
    const user: User = {
      sub,
      username: loginAttribute === "username" ? login : sub,
      attributes: {
        ...(input.name && { name: input.name }),
        ...(input.email !== undefined && {
          email: this.#normalize(input.email),
          email_verified: isVerified,
        }),
        ...(phone_number !== undefined && {
          phone_number,
          ...(isSignInName("phone_number") && { phone_number_verified: isVerified }),
        }),
        ...others,
      },
      groups: input.groups ?? [],
      status: input.status ?? "CONFIRMED",
      passwordHash,
      ...(input.enabled !== undefined && { enabled: input.enabled }),
      ...(input.totpSecret !== undefined && { totpSecret: input.totpSecret }),
    };
    this.#checkAliases(user);
    return this.put(user);
  }

  async authenticate(login: string, password: string): Promise<User | undefined> {
    const user = this.findByLogin(login);
    // A user who does not exist takes as long as one whose password is wrong.
    const hash = user?.passwordHash ?? "AAAA.AAAA";
    return (await passwordMatches(password, hash)) ? user : undefined;
  }

  /** A new six-digit code, which replaces an earlier one. */
  issueCode(user: User, purpose: CodePurpose): string {
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const expiresAtMs = this.now() + codeLifetimeMs[purpose];
    this.#codes.set(`${purpose}:${user.sub}`, { code, expiresAtMs });
    return code;
  }

  /** The code that was issued and can still be used. */
  pendingCode(login: string, purpose: CodePurpose): string | undefined {
    const pending = this.#codes.get(`${purpose}:${this.findByLogin(login)?.sub}`);
    return pending && pending.expiresAtMs > this.now() ? pending.code : undefined;
  }

  /** @throws UserDirectoryError when the code is wrong or expired */
  confirm(login: string, code: string): User {
    const user = this.#useCode("confirm", login, code);
    const verified =
      loginAttributeOf(this.model) === "phone_number" ? "phone_number_verified" : "email_verified";
    const confirmed: User = {
      ...user,
      status: "CONFIRMED",
      attributes: { ...user.attributes, [verified]: "true" },
    };
    this.#checkAliases(confirmed);
    return this.put(confirmed);
  }

  /** @throws UserDirectoryError when the code is wrong or expired, or the password breaks the policy */
  async resetPassword(login: string, code: string, password: string): Promise<User> {
    const issue = passwordIssue(this.model.passwordPolicy, password);
    if (issue) throw new UserDirectoryError("InvalidPasswordException", issue);
    const passwordHash = await hashPassword(password);
    return this.put({ ...this.#useCode("reset", login, code), passwordHash });
  }

  /**
   * Replaces a temporary password.
   * @throws UserDirectoryError when it breaks the policy
   */
  async setPassword(user: User, password: string): Promise<User> {
    const issue = passwordIssue(this.model.passwordPolicy, password);
    if (issue) throw new UserDirectoryError("InvalidPasswordException", issue);
    const passwordHash = await hashPassword(password);
    return this.put({ ...user, status: "CONFIRMED", passwordHash });
  }

  /** The authenticator app becomes the preferred second factor. */
  setTotpSecret(user: User, totpSecret: string): User {
    const others = secondFactorsOf(user).filter((factor) => factor !== "software-token");
    return this.put({ ...user, totpSecret, secondFactors: ["software-token", ...others] });
  }

  /** Codes are shown and typed in groups of three digits, so spaces do not count. */
  #useCode(purpose: CodePurpose, login: string, code: string): User {
    const user = this.findByLogin(login);
    const key = `${purpose}:${user?.sub}`;
    const pending = this.#codes.get(key);
    if (user && this.#failedAttempts.isExceeded(key, this.now())) {
      throw new UserDirectoryError(
        "LimitExceededException",
        "Attempt limit exceeded, please try after some time.",
      );
    }
    if (!user || !pending || !isEqualSecret(pending.code, code.replaceAll(" ", ""))) {
      if (user) this.#failedAttempts.add(key, this.now());
      throw new UserDirectoryError(
        "CodeMismatchException",
        "Invalid verification code provided, please try again.",
      );
    }
    if (pending.expiresAtMs <= this.now()) {
      throw new UserDirectoryError(
        "ExpiredCodeException",
        "Invalid code provided, please request a code again.",
      );
    }
    this.#codes.delete(key);
    return user;
  }

  /** Adds a user, or replaces the one with the same `sub`. */
  put(user: User): User {
    this.#put(user);
    this.#save();
    return user;
  }

  #put(user: User): void {
    for (const name of this.#namesOf(this.#users.get(user.sub))) this.#subByLogin.delete(name);
    this.#users.set(user.sub, user);
    for (const name of this.#namesOf(user)) this.#subByLogin.set(name, user.sub);
  }

  #namesOf(user: User | undefined): string[] {
    return user ? signInNamesOf(this.model, user).map((name) => this.#normalize(name)) : [];
  }

  /** A verified address is the alias of one user only. */
  #checkAliases(user: User): void {
    const subs = this.#namesOf(user).map((name) => this.#subByLogin.get(name) ?? user.sub);
    if (subs.some((sub) => sub !== user.sub))
      throw new UserDirectoryError("AliasExistsException", logins.email.taken);
  }

  #normalize(login: string): string {
    const text = login.trim();
    return this.model.caseSensitiveUsernames ? text : text.toLowerCase();
  }

  #save(): void {
    if (this.file) writeUsers(this.file, this.all);
  }
}
