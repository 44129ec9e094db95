import type { AlbEmulator, SignedInBrowser } from "alb-emulator";
import fc from "fast-check";
import { environment } from "./environment";
import { container, frameworks, type StartedEmulator, sendRaw, startEmulator } from "./support";

/** A user's requests, each on a connection of its own. */
async function visitorOf(emulator: AlbEmulator, email: string) {
  const browser: SignedInBrowser = await emulator.signIn(email, "/");
  const port = Number(new URL(browser.origin).port);
  return (path: string, method?: string, headers: Record<string, string> = {}) =>
    sendRaw(port, path, { ...browser.headers("/"), Accept: "*/*", ...headers }, method);
}

type Visit = Awaited<ReturnType<typeof visitorOf>>;

/** Whether the emulator's load balancer matched the last request of a path with the route for the group. */
function wasMatched({ events }: AlbEmulator, path: string): boolean {
  const last = events.findLast(
    (entry) => entry.source === "load-balancer" && entry.event.request.path === path.split("?")[0],
  );
  return (
    last?.source === "load-balancer" &&
    last.event.matchedRule?.access.endsWith("groups: admins (enforced by the container)") === true
  );
}

describe("the container behind a route for a group", () => {
  let started: StartedEmulator;
  let ada: Visit;
  let bob: Visit;

  beforeAll(async () => {
    started = await startEmulator(environment, container);
    ada = await visitorOf(started.emulator, "ada@example.com");
    bob = await visitorOf(started.emulator, "bob@example.com");
  });
  afterAll(() => started?.stop());

  // Encodings that the load balancer matches with the route.
  it.each([
    "/admin",
    "/admin?next=/public/",
    "/admin?%2e%2e/public/",
    "/api/me",
    "/api/me?x=%00/../",
  ])("returns 403 to a user outside of the group, and 200 to a member: %s", async (path) => {
    const [outside, member] = [await bob(path), await ada(path)];

    expect([outside.status, member.status]).toEqual([403, 200]);
    expect(wasMatched(started.emulator, path)).toBe(true);
  });

  it.each([
    ["/admin/", 200],
    ["/admin/%75sers", 404],
    ["/admin//", 404],
    ["/admin/;v=1", 404],
    ["/admin/%2e%2e/admin", 404],
    ["/api/%6de", 404],
    ["/api//me", 404],
    ["/api/..%2fpublic/hello", 404],
  ])("enforces it before the router looks at the path: %s", async (path, found) => {
    const [outside, member] = [await bob(path), await ada(path)];

    expect(outside.status).toBe(403);
    expect([found, 404]).toContain(member.status);
    expect(wasMatched(started.emulator, path)).toBe(true);
  });

  // Encodings that miss the route at the load balancer, and that some router could read as its path.
  it.each([
    "/%61dmin",
    "/%2561dmin",
    "//admin",
    "/./admin",
    "/x/../admin",
    "/x/%2e%2e/admin",
    "/x%2f..%2fadmin",
    "/admin%2f",
    "/admin;v=1",
    "/admin%3bv=1",
    "/admin%3fx",
    "/admin%20",
    "/admin%00",
    "/ADMIN",
    "/Admin/users",
    "/API/me",
    "/public/../admin",
    "/public/..%2fadmin",
    "/public/%2e%2e%2fapi/me",
    "//x/admin",
    "/\\admin",
    "/x\\..\\admin",
    "/x%5c..%5cadmin",
  ])("returns no protected page to anybody: %s", async (path) => {
    const [outside, member] = [await bob(path), await ada(path)];

    expect(wasMatched(started.emulator, path)).toBe(false);
    for (const { status } of [outside, member]) expect([400, 401, 403]).toContain(status);
  });

  it("lets every user pass the other routes, and everybody the public ones", async () => {
    expect((await bob("/")).status).toBe(200);
    expect((await bob("/public/hello")).status).toBe(200);
  });

  it("rejects another host name, for which the load balancer has the default rule", async () => {
    expect((await bob("/admin", "GET", { Host: "evil.example.com" })).status).toBeGreaterThan(399);
  });
});

/** The path in one of countless other spellings. */
const spelling = fc
  .tuple(
    fc.constantFrom("/admin", "/admin/users", "/admin/users/7"),
    fc.array(
      fc.record({
        at: fc.nat(16),
        change: fc.constantFrom(
          (character: string) => `%${character.charCodeAt(0).toString(16)}`,
          (character: string) => `%25${character.charCodeAt(0).toString(16).toUpperCase()}`,
          (character: string) => character.toUpperCase(),
          (character: string) => (character === "/" ? "//" : character),
          (character: string) => (character === "/" ? "/./" : character),
          (character: string) => (character === "/" ? "/x/../" : character),
          (character: string) => (character === "/" ? "/public/%2e%2e/" : character),
          (character: string) => (character === "/" ? "/%2e/" : character),
          (character: string) => (character === "/" ? "\\" : character),
          (character: string) => (character === "/" ? "%5C" : character),
          (character: string) => (character === "/" ? ";v=1/" : character),
          (character: string) => `${character};`,
        ),
      }),
      { maxLength: 3 },
    ),
    fc.constantFrom("", "/", "//", ";x", "%2f", "?x", "%3F", "#x", "%23", "/.", "/%2e", "%20"),
    fc.constantFrom("", "", "", "/public/..", "//host", "/x/%2e%2e", "/public/..%2f"),
  )
  .map(([path, changes, after, before]) => {
    const characters = [...path];
    for (const { at, change } of changes) {
      const index = at % characters.length;
      characters[index] = change(characters[index] ?? "");
    }
    return `${before}${characters.join("")}${after}`;
  });

describe.each(Object.keys(frameworks))("a router behind a route for a group: %s", (name) => {
  let started: StartedEmulator;
  let ada: Visit;
  let bob: Visit;

  beforeAll(async () => {
    started = await startEmulator(environment, (variables) => {
      const create = frameworks[name];
      if (create === undefined) throw new Error(`no framework ${name}`);
      return create(variables);
    });
    ada = await visitorOf(started.emulator, "ada@example.com");
    bob = await visitorOf(started.emulator, "bob@example.com");
  });
  afterAll(() => started?.stop());

  it("lets members reach the protected handler", async () => {
    expect(await ada("/admin")).toMatchObject({ status: 200, body: "protected" });
    expect(await ada("/admin/users/7")).toMatchObject({ status: 200, body: "protected" });
  });

  it("enforces the group for an encoding that the load balancer matches", async () => {
    const path = "/admin/%75sers";
    const isDecoding = name === "fastify" || name === "hono";

    expect(await ada(path)).toMatchObject({ status: 200, body: isDecoding ? "protected" : "open" });
    expect((await bob(path)).status).toBe(403);
    expect(wasMatched(started.emulator, path)).toBe(true);
  });

  it("lets nobody else reach it by any spelling of its path", async () => {
    const responses = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(spelling, fc.constantFrom("GET", "HEAD", "POST"), async (path, method) => {
        const { status, body } = await bob(path, method);
        const isMatched = wasMatched(started.emulator, path);
        // The load balancer has matched the route: whatever the router makes of it. Hono's server rejects a
        // backslash in a path itself.
        const isRejectedBefore = name === "hono" && /^[^?]*\\/.test(path);
        if (isMatched) expect(status).toBe(isRejectedBefore ? 400 : 403);
        // A response to HEAD has no body that would tell the handlers apart.
        if (method === "HEAD" && status < 300) expect(isMatched).toBe(false);
        expect(body).not.toContain("protected");
        const kind = isMatched ? "matched" : status < 300 ? "open" : "rejected";
        responses.set(kind, (responses.get(kind) ?? 0) + 1);
      }),
      { numRuns: 120 },
    );

    // Otherwise the property would say nothing.
    expect([...responses.keys()]).toEqual(expect.arrayContaining(["matched", "rejected"]));
  });
});
