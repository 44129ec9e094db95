import fc from "fast-check";
import { compactVerify } from "jose";
import type { Identity } from "../index.ts";
import { apply, edit, mutated, numRuns, timeoutMs, valid } from "./support/mutations.ts";
import { dataKeys, type SignedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

describe(`AlbVerifier.verify, for ${numRuns} mutations of a valid request`, () => {
  it(
    "rejects the request or returns the identity that the load balancer signed",
    async () => {
      const fixture = new VerifierFixture({ maxFetchesPerMinute: 20 });
      const expected = JSON.stringify(await fixture.outcome(valid));
      const outcomes = new Set<string>();

      await fc.assert(
        fc.asyncProperty(mutated, async (headers) => {
          const outcome = await fixture.outcome(headers);
          outcomes.add(typeof outcome === "string" ? outcome : "accepted");
          return typeof outcome === "string"
            ? /^ERR_(DATA|ACCESS|KEY|SUBJECT)_/.test(outcome)
            : isAsSigned(outcome, headers, expected);
        }),
        { numRuns },
      );

      // The mutations reach deep: rejected signatures and accepted ones are both among them.
      expect([...outcomes]).toEqual(
        expect.arrayContaining(["ERR_DATA_SIGNATURE", "ERR_ACCESS_SIGNATURE", "accepted"]),
      );
    },
    timeoutMs,
  );

  it(
    "accepts and rejects the same signatures as jose",
    async () => {
      const fixture = new VerifierFixture();

      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
          const data = edits.reduce(apply, valid.data);
          const outcome = await fixture.outcome({ ...valid, data });
          const isAccepted = typeof outcome !== "string";
          // Whatever else is wrong with a token is found before its signature is checked.
          fc.pre(isAccepted || outcome === "ERR_DATA_SIGNATURE");
          const isAcceptedByJose = await compactVerify(data, dataKeys.publicKey, {
            algorithms: ["ES256"],
          }).then(
            () => true,
            () => false,
          );
          expect(isAcceptedByJose).toBe(isAccepted);
        }),
        { numRuns: Math.ceil(numRuns / 5) },
      );
    },
    timeoutMs,
  );
});

/** A token with another signed part was signed by the test's load balancer, with other claims. */
function isAsSigned(identity: Identity, headers: SignedInHeaders, expected: string): boolean {
  return signedPart(headers.data) === signedPart(valid.data)
    ? JSON.stringify(identity) === expected
    : identity.subject === headers.identity;
}

function signedPart(token: string): string {
  return token.slice(0, token.lastIndexOf("."));
}
