import { signInIdOf } from "../../src/model/sign-in-id.ts";
import { causeHeader } from "../../src/model/user-pool-event.ts";
import { Visitor } from "../support/visitor.ts";
import { authorizeUrl, basic, client, signInAt, useUserPool } from "./support.ts";

const pool = useUserPool({ email: "carla@example.com" });

describe("events of a user pool", () => {
  it("name the sign-in that they belong to, by its state", async () => {
    const before = pool().events.length;
    await signInAt(authorizeUrl(pool().base, { state: "one+two" }), "carla@example.com");

    const events = pool().events.slice(before);
    expect(events.map(({ type }) => type)).toEqual(["sign-in-page", "signed-in", "authorized"]);
    expect(events.map(({ signIn }) => signIn)).toEqual(Array(3).fill(signInIdOf("one+two")));
  });

  it("have the request during which they happened, with its status", async () => {
    const before = pool().events.length;
    await signInAt(authorizeUrl(pool().base), "carla@example.com");

    const [page, signedIn, authorized] = pool().events.slice(before);
    expect(page?.request).toMatchObject({ method: "GET", path: "/oauth2/authorize", status: 302 });
    expect(signedIn?.request).toMatchObject({ method: "POST", path: "/login", status: 302 });
    expect(authorized?.request).toBe(signedIn?.request);
    expect(signedIn?.request.durationMs).toBeGreaterThan(0);
  });

  it("say on whose behalf the load balancer called", async () => {
    await fetch(pool().endpoints.tokenUrl, {
      method: "POST",
      headers: { Authorization: basic(client), [causeHeader]: "1-a-b" },
      body: new URLSearchParams({ grant_type: "authorization_code", code: "unknown" }),
    });

    expect(pool().events.at(-1)).toMatchObject({
      type: "token-request-failed",
      signIn: undefined,
      causedBy: "1-a-b",
      request: { method: "POST", path: "/oauth2/token", status: 400 },
    });
  });

  it("belong to no sign-in where a request has no state", async () => {
    await new Visitor().visit(authorizeUrl(pool().base, { state: undefined }));

    expect(pool().events.at(-1)?.signIn).toBeUndefined();
  });
});
