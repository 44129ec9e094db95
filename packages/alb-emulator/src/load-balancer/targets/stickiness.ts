import type { ForwardAction, TargetGroup } from "../../model/load-balancer.ts";
import type { CookieCipher } from "../session/cookie-cipher.ts";

type Cookies = ReadonlyMap<string, string>;

/** What a client is bound to, and until when. */
export interface Binding {
  /** ARN of a target group, or a target group and the origin of its target. */
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** Name of the cookie that says so. */
  readonly cookie: string;
}

/** The load balancer's cookies live this long, whatever the duration that they contain. */
const cookieLifetimeMs = 7 * 24 * 3600 * 1000;

const groupCookie = "AWSALBTG";
const durationCookie = "AWSALB";
const applicationCookie = "AWSALBAPP";
const applicationShards = 4;

/**
 * Keeps clients at one target group and at one target by cookies. Their values are encrypted: the
 * load balancer itself stores nothing.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html
 */
export class Stickiness {
  constructor(
    private readonly cipher: CookieCipher,
    private readonly now: () => number,
  ) {}

  /** The target group that the client is bound to. */
  boundGroup({ stickiness, targetGroups }: ForwardAction, cookies: Cookies): Binding | undefined {
    if (stickiness === undefined) return undefined;
    const binding = this.#read(groupCookie, cookies);
    const isOpen = targetGroups.some(({ arn, weight }) => arn === binding?.to && weight > 0);
    return isOpen ? binding : undefined;
  }

  /** Cookies that bind the client to the chosen target group. */
  groupCookies(
    { stickiness }: ForwardAction,
    binding: Binding | undefined,
    arn: string,
  ): readonly string[] {
    if (stickiness === undefined) return [];
    return this.#pair(groupCookie, arn, binding, stickiness.durationSeconds);
  }

  /** The target that the client is bound to. It may be gone. */
  boundTarget({ arn, stickiness }: TargetGroup, cookies: Cookies): Binding | undefined {
    if (stickiness === undefined) return undefined;
    const isApplication = stickiness.type === "app_cookie";
    if (isApplication && !cookies.has(stickiness.cookieName)) return undefined;
    const name = isApplication ? `${applicationCookie}-0` : durationCookie;
    const binding = this.#read(name, cookies);
    return binding?.to.startsWith(`${arn} `) ? binding : undefined;
  }

  /** Origin of the target that a binding of {@link boundTarget} names. */
  originOf(binding: Binding): string {
    return binding.to.split(" ")[1] ?? "";
  }

  /**
   * Cookies that bind the client to the chosen target.
   * @param fromTarget `Set-Cookie` values of the target's response.
   */
  targetCookies(
    { arn, stickiness }: TargetGroup,
    binding: Binding | undefined,
    { origin }: URL,
    fromTarget: readonly string[],
  ): readonly string[] {
    if (stickiness === undefined) return [];
    const to = `${arn} ${origin}`;
    const { durationSeconds } = stickiness;
    if (stickiness.type === "lb_cookie") {
      return this.#pair(durationCookie, to, binding, durationSeconds);
    }
    const own = fromTarget.find((cookie) => cookie.startsWith(`${stickiness.cookieName}=`));
    if (own === undefined) return binding?.to === to ? [] : this.#unusedShards(0);
    // It lives as long as the application's own cookie.
    const semicolon = own.indexOf(";");
    const attributes = semicolon < 0 ? "" : own.slice(semicolon);
    const value = this.#encrypt(to, this.now() + durationSeconds * 1000);
    return [`${applicationCookie}-0=${value}${attributes}`, ...this.#unusedShards(1)];
  }

  /** The second one is for requests from other sites. */
  #pair(
    name: string,
    to: string,
    binding: Binding | undefined,
    durationSeconds: number,
  ): readonly string[] {
    // The duration counts from the first request.
    const expiresAtMs =
      binding?.to === to ? binding.expiresAtMs : this.now() + durationSeconds * 1000;
    const attributes = `=${this.#encrypt(to, expiresAtMs)}; Expires=${this.#expires()}; Path=/`;
    return [`${name}${attributes}`, `${name}CORS${attributes}; SameSite=None; Secure`];
  }

  #unusedShards(first: number): readonly string[] {
    return Array.from(
      { length: applicationShards - first },
      (_, index) =>
        `${applicationCookie}-${first + index}=_remove_; Expires=${this.#expires()}; Path=/`,
    );
  }

  #expires(): string {
    return new Date(this.now() + cookieLifetimeMs).toUTCString();
  }

  #encrypt(to: string, expiresAtMs: number): string {
    return this.cipher.encrypt("stickiness", { to, expiresAtMs });
  }

  #read(name: string, cookies: Cookies): Binding | undefined {
    for (const cookie of [name, `${name}CORS`]) {
      const decrypted = this.cipher.decrypt("stickiness", cookies.get(cookie) ?? "");
      if (decrypted.type !== "content") continue;
      const { to, expiresAtMs } = decrypted.content as Omit<Binding, "cookie">;
      if (expiresAtMs > this.now()) return { to, expiresAtMs, cookie };
    }
    return undefined;
  }
}
