import { randomBytes } from "node:crypto";
import { type Clock, secondsOf } from "../../model/clock.ts";
import { ExpiringMap } from "./expiring-map.ts";

/** Fixed in AWS: an hour from the sign-in, not from the last use. */
const lifetimeSeconds = 3600;

const cookieAttributes = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** The part of Koa's context that holds cookies; the package's declarations cannot name Koa. */
interface CookieContext {
  readonly cookies: { get(name: string): string | undefined };
  append(name: string, value: string): void;
}

/** Who entered a password, and when. */
export interface SignIn {
  readonly sub: string;
  /** Seconds since 1970; `auth_time` of every token that comes from it. */
  readonly authTimeSeconds: number;
}

/** Sessions of the hosted UI: while one lasts, other applications sign in without a password. */
export class HostedUiSessions {
  readonly #sessions: ExpiringMap<SignIn>;

  /** @param cookieName @default - Cognito's */
  constructor(
    private readonly now: Clock,
    private readonly cookieName = "cognito",
  ) {
    this.#sessions = new ExpiringMap(now);
  }

  /** Ends the browser's previous session and starts one for this user. */
  start(ctx: CookieContext, sub: string): SignIn {
    this.#sessions.delete(ctx.cookies.get(this.cookieName) ?? "");
    const { signIn, setCookie } = this.create(sub);
    ctx.append("Set-Cookie", setCookie);
    return signIn;
  }

  /** A session for whoever sends this cookie. */
  create(sub: string): { readonly signIn: SignIn; readonly setCookie: string } {
    const id = randomBytes(32).toString("base64url");
    const signIn = { sub, authTimeSeconds: secondsOf(this.now) };
    this.#sessions.set(id, signIn, lifetimeSeconds);
    return { signIn, setCookie: cookieText(`${this.cookieName}=${id}`, lifetimeSeconds) };
  }

  find(ctx: CookieContext): SignIn | undefined {
    return this.#sessions.get(ctx.cookies.get(this.cookieName) ?? "");
  }

  /** @returns who was signed in */
  end(ctx: CookieContext): SignIn | undefined {
    const signIn = this.find(ctx);
    this.#sessions.delete(ctx.cookies.get(this.cookieName) ?? "");
    ctx.append("Set-Cookie", cookieText(`${this.cookieName}=`, 0));
    return signIn;
  }
}

/** Written by hand: Koa rejects `Secure` on the plain HTTP that browsers treat as secure here. */
function cookieText(pair: string, maxAgeSeconds: number): string {
  return `${pair}; Max-Age=${maxAgeSeconds}; ${cookieAttributes}`;
}
