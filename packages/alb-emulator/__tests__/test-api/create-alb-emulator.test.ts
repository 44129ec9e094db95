import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { createAlbEmulator } from "../../src/test-api/create-alb-emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { echo, payloadOf, received, source, useEmulator } from "./support.ts";

const used = useEmulator();

describe(createAlbEmulator, () => {
  it("has an address for each application, and prints nothing", async () => {
    expect(used.emulator.urls).toEqual({
      notes: expect.stringMatching(/^http:\/\/notes\.example\.com\.localhost:\d+$/),
      tasks: expect.stringMatching(/^http:\/\/tasks\.example\.com\.localhost:\d+$/),
    });
  });

  it("gives a program of this process the variables of its container", () => {
    expect(used.environment).toMatchObject({
      COGNITO_JWKS_URL: expect.stringMatching(/\/\.well-known\/jwks\.json$/),
      ALB_PUBLIC_KEYS_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
  });

  it("runs beside another one, which has its own clock, users and state", async () => {
    const other = await createAlbEmulator({
      source,
      services: { web: () => echo },
      clock: () => Date.parse("2024-02-29T12:00:00Z"),
    });
    const ben = await other.signIn("ben@example.com", other.urls.tasks);
    const { "x-amzn-oidc-accesstoken": token } = await received(await ben.fetch("/hello"));

    expect(payloadOf(token).iat).toBe(Date.parse("2024-02-29T12:00:00Z") / 1000);
    expect(existsSync(other.stateFolder)).toBe(true);
    await other.close();
    expect(existsSync(other.stateFolder)).toBe(false);
    await expect(used.emulator.signIn("ben@example.com", used.tasks)).rejects.toThrow(
      /no such user/,
    );
  });

  it("keeps a given state folder", async () => {
    const fixture = new EmulatorFixture();
    const stateFolder = join(fixture.folder, "state");
    const other = await createAlbEmulator({ source, stateFolder });
    await other.close();

    expect(existsSync(join(stateFolder, "signing-keys.json"))).toBe(true);
    await fixture.close();
  });

  it.each([
    [
      "a program that fails",
      {
        web: () => {
          throw new Error("no database");
        },
      },
      /service (notes|used.tasks)\/web failed: no database\. It is called with/,
    ],
    [
      "a program that returns nothing",
      { web: (() => undefined) as never },
      /returned undefined, so nothing handles its requests/,
    ],
    [
      "a service that does not exist",
      { api: "http://localhost:1" },
      /There is no service or target group api/,
    ],
    [
      "an address with a path",
      { web: "http://localhost:1/x" },
      /^Option services: "web=http:\/\/localhost:1\/x": .* says more than host and port/,
    ],
  ] as const)("rejects %s", async (_, services, message) => {
    const starting = createAlbEmulator({ source, services });

    await expect(starting).rejects.toThrow(EmulatorError);
    await expect(starting).rejects.toThrow(message);
  });

  it("rejects users with an issue", async () => {
    await expect(
      createAlbEmulator({ source, users: [{ email: "amy@example.com", groups: ["pilots"] }] }),
    ).rejects.toThrow(/users\[0\] \(amy@example\.com\): group "pilots" is not declared/);
  });

  it("serves a program that listens already", async () => {
    const server = createServer(echo).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const other = await createAlbEmulator({
      source,
      services: { "tasks/web": new URL(`http://127.0.0.1:${port}`) },
    });
    const ben = await other.signIn("ben@example.com", other.urls.tasks);

    expect(await received(await ben.fetch("/tasks"))).toMatchObject({ url: "/tasks" });
    await other.close();
    server.close();
  });
});

describe("waitForEvent", () => {
  it("returns the event of a request, which follows its response", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    await anna.fetch("/waited-for");

    const { event } = await used.emulator.waitForEvent(
      (each) => each.source === "load-balancer" && each.event.request.path === "/waited-for",
    );
    expect(event).toMatchObject({
      response: { status: 200 },
      actions: ["authenticate", "forward"],
    });
    expect(used.emulator.events.at(-1)?.number).toBeGreaterThan(1);
  });

  it("rejects after the timeout", async () => {
    await expect(used.emulator.waitForEvent(() => false, { timeoutMs: 20 })).rejects.toThrow(
      /^No such event within 20 ms, of \d+ before it\./,
    );
  });
});

describe("rotateKeys", () => {
  it("signs with a new key, and keeps the previous one published", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const kid = async () => {
      const { "x-amzn-oidc-data": token = "" } = await received(await anna.fetch("/hello"));
      return JSON.parse(Buffer.from(String(token.split(".")[0]), "base64").toString())
        .kid as string;
    };
    const before = await kid();
    used.emulator.rotateKeys();
    const after = await kid();

    expect(after).not.toBe(before);
    for (const name of [before, after]) {
      expect((await fetch(`${used.environment.ALB_PUBLIC_KEYS_URL}/${name}`)).status).toBe(200);
    }
  });
});
