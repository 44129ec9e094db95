import { randomInt, randomUUID } from "node:crypto";
import type { IdentityModel } from "../../model/identity.ts";
import { hashPassword, passwordMatches } from "./password.ts";
import { passwordFault } from "./password-policy.ts";
import type { User } from "./user.ts";
import { readUsers, writeUsers } from "./user-file.ts";

export interface NewUser {
  readonly email: string;
  readonly password: string;
  readonly name?: string;
  /** Further attributes, such as `custom:department`. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
  /** What the user signs in with where the pool does not take e-mail addresses. */
  readonly username?: string;
  readonly status?: User["status"];
}

/** A request that the pool refuses, in the words that Cognito shows its user. */
export class DirectoryFault extends Error {}

const codeLifetimeMilliseconds = 24 * 60 * 60 * 1000;
const resetCodeLifetimeMilliseconds = 60 * 60 * 1000;

interface PendingCode {
  readonly code: string;
  readonly expiresAtMilliseconds: number;
}

/** The users of one pool, kept in a file where one is given. */
export class UserDirectory {
  readonly #users = new Map<string, User>();
  readonly #subByLogin = new Map<string, string>();
  /** Confirmation and reset codes by purpose and `sub`; a restart forgets them. */
  readonly #codes = new Map<string, PendingCode>();

  constructor(
    private readonly model: IdentityModel,
    private readonly file: string | undefined,
    private readonly now: () => number = () => Date.now(),
  ) {
    for (const user of (file && readUsers(file)) || []) this.#put(user);
  }

  get all(): User[] {
    return [...this.#users.values()];
  }

  find(sub: string): User | undefined {
    return this.#users.get(sub);
  }

  /** The user who signs in with this e-mail address or name. */
  findByLogin(login: string): User | undefined {
    return this.#users.get(this.#subByLogin.get(this.#normalize(login)) ?? "");
  }

  /** Groups that the pool declares: a name left over from another environment grants nothing. */
  groupsOf(user: User): string[] {
    const declared = new Map(this.model.groups.map((group) => [group.name, group.precedence]));
    const precedence = (name: string) => declared.get(name) ?? Number.MAX_SAFE_INTEGER;
    return user.groups
      .filter((name) => declared.has(name))
      .sort((a, b) => precedence(a) - precedence(b));
  }

  /** @throws DirectoryFault when the name is taken or the password against the policy */
  async create(input: NewUser): Promise<User> {
    const byEmail = this.model.usernameAttributes.includes("email");
    const login = byEmail ? input.email : (input.username ?? "");
    if (byEmail && !/^[^\s@]+@[^\s@]+$/.test(input.email)) {
      throw new DirectoryFault("Invalid email address format.");
    }
    if (!byEmail && !/^\S{1,128}$/.test(login)) {
      throw new DirectoryFault("Username cannot be empty and holds no spaces.");
    }
    const fault = passwordFault(this.model.passwordPolicy, input.password);
    if (fault) throw new DirectoryFault(fault);
    const passwordHash = await hashPassword(input.password);
    if (this.findByLogin(login)) {
      throw new DirectoryFault(
        byEmail ? "An account with the given email already exists." : "User already exists",
      );
    }
    const sub = randomUUID();
    const user: User = {
      sub,
      username: byEmail ? sub : login,
      attributes: {
        ...(input.name && { name: input.name }),
        email: this.#normalize(input.email),
        email_verified: String(input.status !== "UNCONFIRMED"),
        ...input.attributes,
      },
      groups: input.groups ?? [],
      status: input.status ?? "CONFIRMED",
      passwordHash,
    };
    this.#put(user);
    this.#save();
    return user;
  }

  async authenticate(login: string, password: string): Promise<User | undefined> {
    const user = this.findByLogin(login);
    // A user who does not exist takes as long as one whose password is wrong.
    const hash = user?.passwordHash ?? "AAAA.AAAA";
    return (await passwordMatches(password, hash)) ? user : undefined;
  }

  /** A new six-digit code, which replaces one asked for before. */
  issueCode(user: User, purpose: "confirm" | "reset"): string {
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const lifetime =
      purpose === "confirm" ? codeLifetimeMilliseconds : resetCodeLifetimeMilliseconds;
    const expiresAtMilliseconds = this.now() + lifetime;
    this.#codes.set(`${purpose}:${user.sub}`, { code, expiresAtMilliseconds });
    return code;
  }

  /** @throws DirectoryFault when the code is not the one that was sent */
  confirm(login: string, code: string): User {
    const user = this.#spendCode("confirm", login, code);
    return this.#replace({
      ...user,
      status: "CONFIRMED",
      attributes: { ...user.attributes, email_verified: "true" },
    });
  }

  /** @throws DirectoryFault when the code is wrong or the password against the policy */
  async resetPassword(login: string, code: string, password: string): Promise<User> {
    const fault = passwordFault(this.model.passwordPolicy, password);
    if (fault) throw new DirectoryFault(fault);
    const passwordHash = await hashPassword(password);
    return this.#replace({ ...this.#spendCode("reset", login, code), passwordHash });
  }

  #spendCode(purpose: string, login: string, code: string): User {
    const user = this.findByLogin(login);
    const key = `${purpose}:${user?.sub}`;
    const pending = this.#codes.get(key);
    if (!user || !pending || pending.code !== code.trim()) {
      throw new DirectoryFault("Invalid verification code provided, please try again.");
    }
    if (pending.expiresAtMilliseconds <= this.now()) {
      throw new DirectoryFault("Invalid code provided, please request a code again.");
    }
    this.#codes.delete(key);
    return user;
  }

  #replace(user: User): User {
    this.#put(user);
    this.#save();
    return user;
  }

  #put(user: User): void {
    this.#users.set(user.sub, user);
    this.#subByLogin.set(this.#normalize(user.username), user.sub);
    if (this.model.usernameAttributes.includes("email") && user.attributes.email) {
      this.#subByLogin.set(this.#normalize(user.attributes.email), user.sub);
    }
  }

  #normalize(login: string): string {
    const text = login.trim();
    return this.model.caseSensitiveUsernames ? text : text.toLowerCase();
  }

  #save(): void {
    if (this.file) writeUsers(this.file, this.all);
  }
}
