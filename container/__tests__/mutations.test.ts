import {
  fc,
  mutated,
  numRuns,
  timeoutMs,
  valid,
} from "../../packages/alb-auth/__tests__/support/mutations";
import { rawHeaders } from "../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture } from "./support/app";

const app = new AppFixture();
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
  process.on("unhandledRejection", onUnhandled);
  await app.listen();
});

afterAll(async () => {
  process.off("unhandledRejection", onUnhandled);
  await app.close();
});

const headerText = fc.string({
  maxLength: 80,
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

const path = fc.oneof(
  fc.constantFrom("/", "/api/me", "/tasks", "/tasks/1", "/admin", "/public/hello", "/logout"),
  fc.constantFrom("//", "/%", "/%00", "/%ff", "/tasks/%zz", "http://[", "*", "/healthz?x", "?"),
  fc.webPath().map((text) => `/${text}`),
);

const request = fc.record({
  method: fc.constantFrom(
    ...["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"],
  ),
  path,
  signIn: fc.oneof(mutated, fc.constant(valid), fc.constant(undefined)),
  others: fc.array(
    fc.tuple(
      fc.constantFrom("Accept", "Cookie", "Origin", "X-Forwarded-For", "Content-Type"),
      headerText,
    ),
    { maxLength: 3 },
  ),
});

/** Errors of Node's own client for a request that it does not send. */
const notSent = /ERR_INVALID_CHAR|ERR_UNESCAPED|HPE_/;

describe("the app, for any request", () => {
  it(
    "never returns 5xx but for a key that may not be looked up now, and leaves no rejection unhandled",
    async () => {
      await fc.assert(
        fc.asyncProperty(request, async ({ method, path, signIn, others }) => {
          const headers = [...(signIn ? rawHeaders(signIn) : []), ...others.flat()];
          const status = await app.request(path, { method, headers }).then(
            (response) => response.status,
            (error) => (notSent.test(error.code) ? 0 : Promise.reject(error)),
          );
          if (status !== 503) expect(status).toBeLessThan(500);
        }),
        { numRuns: Math.ceil(numRuns / 10) },
      );

      // Edits of an access token's header make unknown key ids, and the clock stands still: after the
      // first few of them, no other may cause a fetch.
      const failed = app.log.filter((line) => Number(line.status) >= 500);
      const codes = new Set(failed.map(({ code }) => code));
      expect([...codes].filter((code) => code !== "ERR_KEY_FETCH_LIMIT")).toEqual([]);
      expect(unhandled).toEqual([]);
    },
    timeoutMs,
  );
});
