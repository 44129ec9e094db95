import { createHash } from "node:crypto";
import { Visitor } from "../support/visitor.ts";
import { authorizeUrl, client, exchangeCode, signInAt, useUserPool } from "./support.ts";

const publicClient = { ...client, clientId: "1example23456789public0001", clientSecret: undefined };
const pool = useUserPool({ email: "eva@example.com" }, { clients: [client, publicClient] });

const verifier = "a-verifier-of-forty-three-characters-or-more-0123";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const s256 = { code_challenge: challenge, code_challenge_method: "S256" };

const signIn = (parameters = {}) =>
  signInAt(authorizeUrl(pool().base, parameters), "eva@example.com");

describe("PKCE", () => {
  it.each([
    ["another verifier", s256, { code_verifier: `${verifier}4` }],
    ["the challenge as the verifier", s256, { code_verifier: challenge }],
    ["no verifier", s256, {}],
    ["a verifier for a code without a challenge", {}, { code_verifier: verifier }],
  ])("rejects %s, and keeps the code valid for the right one", async (_name, challenged, sent) => {
    const { code } = await signIn(challenged);
    const right = "code_challenge" in challenged ? { code_verifier: verifier } : {};

    const rejected = await exchangeCode(pool(), code, sent as Record<string, string>);
    const accepted = await exchangeCode(pool(), code, right as Record<string, string>);

    expect([rejected.status, rejected.body]).toEqual([400, { error: "invalid_grant" }]);
    expect(accepted.status).toBe(200);
  });

  it.each([
    ["the plain method", { code_challenge: verifier, code_challenge_method: "plain" }],
    ["a challenge without a method", { code_challenge: challenge }],
    ["a method without a challenge", { code_challenge_method: "S256" }],
    ["a challenge that is not a SHA-256 digest", { ...s256, code_challenge: "short" }],
  ])("redirects %s to the callback with invalid_request", async (_name, parameters) => {
    const response = await new Visitor().send(authorizeUrl(pool().base, parameters));

    expect(new URL(response.location ?? "").searchParams.get("error")).toBe("invalid_request");
  });

  it("lets a public client redeem a code with its id and the verifier", async () => {
    const client_id = publicClient.clientId;
    const { code } = await signIn({ ...s256, client_id });

    const { status } = await exchangeCode(pool(), code, { client_id, code_verifier: verifier }, "");

    expect(status).toBe(200);
  });
});
