import fc from "fast-check";
import { compactVerify } from "jose";
import { AppFixture, rawHeaders } from "../../../container/__tests__/support/app.ts";
import {
  dataHeader,
  dataKeys,
  dataPayload,
  type SignedInHeaders,
  signDataToken,
  signedInHeaders,
} from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

/** 10,000 cases by default; `npm run test:container:million` runs a million. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 10_000);
const timeoutMilliseconds = 60_000 + numRuns;

const valid = signedInHeaders();
const names = ["data", "accessToken", "identity"] as const;

type Edit = { kind: "replace" | "insert" | "remove" | "truncate"; at: number; text: string };

const nearlyBase64 = fc.constantFrom(..."ABCabc019-_=.+/ ,~".split(""));

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("replace", "insert", "remove", "truncate"),
  at: fc.nat({ max: 4_095 }),
  text: fc.oneof(
    nearlyBase64,
    fc.string({ maxLength: 4, unit: fc.constantFrom(..."AZaz09-_=".split("")) }),
  ),
});

function apply(text: string, { kind, at, text: insertion }: Edit): string {
  const index = at % (text.length + 1);
  if (kind === "truncate") return text.slice(0, index);
  if (kind === "remove") return text.slice(0, index) + text.slice(index + 1);
  const rest = kind === "insert" ? index : index + insertion.length;
  return text.slice(0, index) + insertion + text.slice(rest);
}

/** A data token that is signed well but says anything, or one of the three headers edited. */
const mutated: fc.Arbitrary<SignedInHeaders> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.array(edit, { minLength: 1, maxLength: 4 }))
      .map(([name, edits]) => ({ ...valid, [name]: edits.reduce(apply, valid[name]) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.string({ maxLength: 60 }))
      .map(([name, text]) => ({ ...valid, [name]: text })),
  },
  {
    weight: 1,
    arbitrary: fc
      .shuffledSubarray([...names], { minLength: 3 })
      .map(([data, accessToken, identity]) => ({
        data: valid[data ?? "data"],
        accessToken: valid[accessToken ?? "data"],
        identity: valid[identity ?? "data"],
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...Object.keys(dataHeader())),
        fc.jsonValue({ maxDepth: 2 }),
        fc.boolean(),
      )
      .map(([claim, value, inHeader]) => ({
        ...valid,
        data: signDataToken(
          inHeader
            ? { header: dataHeader({ [claim]: value }) }
            : { payload: dataPayload({ [claim]: value }) },
        ),
      })),
  },
);

describe(`for any of ${numRuns} mutations of a valid request`, () => {
  it(
    "the answer is a refusal with 401 or the very same identity",
    async () => {
      const fixture = new VerifierFixture({ maxFetchesPerMinute: 20 });
      const expected = JSON.stringify(await fixture.outcome(valid));
      const outcomes = new Map<string, number>();

      await fc.assert(
        fc.asyncProperty(mutated, async (headers) => {
          const outcome = await fixture.outcome(headers);
          const code = typeof outcome === "string" ? outcome : "same identity";
          outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
          if (typeof outcome === "string") {
            expect(outcome).toMatch(/^ERR_(DATA|ACCESS|KEY|SUBJECT)_/);
          } else if (headers.data === valid.data || sharesSignedPart(headers.data, valid.data)) {
            expect(JSON.stringify(outcome)).toBe(expected);
          } else {
            // Signed by the load balancer with other claims: what it says is what counts.
            expect(outcome.subject).toBe(headers.identity);
          }
        }),
        { numRuns },
      );

      // Proof that the mutations reach deep: forged signatures and accepted ones are both among them.
      expect(Object.fromEntries(outcomes)).toMatchObject({
        ERR_DATA_SIGNATURE: expect.any(Number),
        ERR_ACCESS_SIGNATURE: expect.any(Number),
        "same identity": expect.any(Number),
      });
    },
    timeoutMilliseconds,
  );

  it(
    "node:crypto accepts and refuses what jose does",
    async () => {
      const fixture = new VerifierFixture();

      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
          const data = edits.reduce(apply, valid.data);
          const outcome = await fixture.outcome({ ...valid, data });
          const jose = await compactVerify(data, dataKeys.publicKey, {
            algorithms: ["ES256"],
          }).then(
            ({ payload }) => Buffer.from(payload).toString("utf8"),
            () => undefined,
          );
          if (typeof outcome !== "string") expect(jose).toBeDefined();
          if (outcome === "ERR_DATA_SIGNATURE") expect(jose).toBeUndefined();
        }),
        { numRuns: Math.ceil(numRuns / 5) },
      );
    },
    timeoutMilliseconds,
  );
});

describe("for any request over the wire", () => {
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

  it(
    "the answer is never a 5xx, and nothing is left unhandled",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"),
          path,
          fc.oneof(mutated, fc.constant(valid), fc.constant(undefined)),
          fc.array(
            fc.tuple(
              fc.constantFrom("Accept", "Cookie", "Origin", "X-Forwarded-For", "Content-Type"),
              headerText,
            ),
            { maxLength: 3 },
          ),
          async (method, target, headers, others) => {
            const raw = [...(headers ? rawHeaders(headers) : []), ...others.flat()];
            const answer = await app.request(target, { method, headers: raw }).catch((error) => {
              // Node's own client refuses to send some of these; they never reach the server.
              if (/ERR_INVALID_CHAR|ERR_UNESCAPED|HPE_/.test(error.code)) return { status: 0 };
              throw error;
            });
            expect(answer.status).toBeLessThan(500);
          },
        ),
        { numRuns: Math.ceil(numRuns / 10) },
      );

      expect(unhandled).toEqual([]);
    },
    timeoutMilliseconds,
  );
});

function sharesSignedPart(a: string, b: string): boolean {
  return a.slice(0, a.lastIndexOf(".")) === b.slice(0, b.lastIndexOf("."));
}
