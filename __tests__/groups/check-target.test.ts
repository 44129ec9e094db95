import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AlbVerifier } from "alb-auth";
import { albAuth } from "alb-auth/fastify";
import { checkTarget, type Emulator, startEmulator, synthesizedStacks } from "alb-emulator";
import createFastify from "fastify";
import { environment } from "./environment";
import { type CreateListener, container, emitStacks, frameworks } from "./support";

const folder = emitStacks(environment);
const stateFolder = mkdtempSync(join(tmpdir(), "group-routes-state-"));
let emulator: Emulator | undefined;

afterEach(() => emulator?.close());
afterAll(() => {
  for (const each of [folder, stateFolder]) rmSync(each, { recursive: true });
});

async function check(program: CreateListener) {
  emulator = await startEmulator({
    source: synthesizedStacks(folder),
    services: [{ service: "web", program: { createListener: program } }],
    stateFolder,
    port: 0,
    identityPort: 0,
    inspectorPort: 0,
  });
  const { findings, requests, result } = await checkTarget(emulator, { service: "web" });
  const weakness = findings.find(({ id }) => id === "route-groups-not-enforced");
  return {
    result,
    weakness,
    requests: requests.filter(({ name }) => name.includes("of the groups")),
  };
}

/** The variables without those of the groups. */
function withoutGroups({ ROUTE_GROUPS: _, ...variables }: Readonly<Record<string, string>>) {
  return variables;
}

it("finds nothing in the container, which enforces the groups by every spelling", async () => {
  const { weakness, requests } = await check(container);

  expect(weakness).toBeUndefined();
  expect(requests.length).toBeGreaterThan(10);
  expect(new Set(requests.map(({ status }) => status))).toEqual(new Set([403]));
});

it("finds a program that ignores them", async () => {
  const { result, weakness } = await check((variables) => {
    const create = frameworks.koa as CreateListener;
    return create(withoutGroups(variables));
  });

  expect(result).toBe("careless");
  expect(weakness).toMatchObject({
    severity: "high",
    requests: expect.arrayContaining([
      expect.stringMatching(/user outside of the groups, \/admin$/),
    ]),
  });
});

it("finds a program that compares the path only as it was sent", async () => {
  const { weakness } = await check(async (variables) => {
    const app = createFastify();
    app.register(albAuth, { verifier: AlbVerifier.fromEnvironment(withoutGroups(variables)) });
    app.addHook("onRequest", async ({ raw, identity }, reply) => {
      if (raw.url === "/admin" && !identity?.groups.includes("admins")) reply.code(403).send("");
    });
    app.after(() => {
      app.get("/admin", async () => "protected");
      app.get("/*", async () => "open");
    });
    await app.ready();
    return app.routing;
  });

  // Everything below /api is open here.
  const ofAdmin = weakness?.requests.filter((name) => /admin|dmin$/i.test(name));
  expect(ofAdmin).toEqual([expect.stringMatching(/user outside of the groups, \/%61dmin$/)]);
});
