import type { Clock } from "../model/clock.ts";
import { type BrowserCookie, isExpired, isSentTo, parseSetCookie } from "./cookie.ts";

/** The cookies of a browser, by the clock of the emulator. */
export class CookieStore {
  readonly #cookies = new Map<string, BrowserCookie>();

  constructor(private readonly now: Clock) {}

  /** @param setCookies values of `Set-Cookie` */
  store(setCookies: readonly string[], url: URL): void {
    for (const header of setCookies) {
      const cookie = parseSetCookie(header, url, this.now());
      if (cookie) this.#cookies.set(`${cookie.name};${cookie.domain};${cookie.path}`, cookie);
    }
  }

  get all(): readonly BrowserCookie[] {
    return [...this.#cookies.values()].filter((cookie) => !isExpired(cookie, this.now()));
  }

  /** Value of the `Cookie` header; empty without cookies. */
  header(url: URL): string {
    return this.all
      .filter((cookie) => isSentTo(cookie, url))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }
}
