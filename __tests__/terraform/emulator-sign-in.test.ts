import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "alb-emulator";
import { page, Visitor } from "../../packages/alb-emulator/__tests__/support/visitor";
import { describeWithTerraform } from "./describe-with-tools";
import {
  type ExpectedSignIn,
  otherFixtures,
  type StyleFixture,
  terraformFixtures,
} from "./expected-sign-ins";
import { terraformEnvironment } from "./terraform-environment";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-sign-in-"));
  cpSync(join(__dirname, "../../packages/alb-emulator/__tests__/fixtures"), fixtures(), {
    recursive: true,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixtures = () => join(folder, "fixtures");
const filesOf = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, "utf8")]);

function describeSignIn({ style, source, applications }: StyleFixture): void {
  describe(style, () => {
    let emulator: Emulator;

    beforeAll(async () => {
      emulator = await startEmulator({
        source: source(fixtures()),
        stateFolder: mkdtempSync(join(folder, "state-")),
        ...{ port: 0, identityPort: 0, inspectorPort: 0 },
      });
    }, 300_000);
    afterAll(() => emulator?.close());

    describe.each(applications.map((each) => [each.host ?? each.application, each] as const))(
      "%s",
      (_name, expected) => describeApplication(() => emulator, expected),
    );
  });
}

function describeApplication(running: () => Emulator, expected: ExpectedSignIn): void {
  const { application, userPool, service, signsIn, asksFurther, isPublic, denies, signsOutTo } =
    expected;
  const url = (path: string) => {
    const { origin, host } = new URL(running().urlOf(application));
    const [, port] = host.split(":");
    return `${expected.host ? `http://${expected.host}.localhost:${port}` : origin}${path}`;
  };
  /** Where users sign in: a user pool, or the issuer of an authenticate-oidc action. */
  const identityProvider = () => {
    const { userPools, issuers } = running();
    if (expected.authorizationEndpoint !== undefined) {
      const { host, pathname } = new URL(expected.authorizationEndpoint);
      const issuer = issuers.find(({ model }) => model.issuer === `https://${host}`);
      return { demoUsers: issuer?.demoUsers ?? [], host: `${host}.localhost`, path: pathname };
    }
    const pool = userPools.find(({ poolName }) => poolName.startsWith(userPool ?? "none"));
    if (pool === undefined) {
      throw new Error(`None of ${userPools.map(({ poolName }) => poolName)} is served.`);
    }
    const { hostname } = new URL(`${pool.domainUrl}`);
    return { demoUsers: pool.demoUsers, host: hostname, path: "/oauth2/authorize" };
  };
  const signIn = async (visitor: Visitor) => {
    const [user] = identityProvider().demoUsers;
    const { login: username = "", password = "" } = user ?? {};
    const form = page(await visitor.visit(url(signsIn.path)));
    return page(await visitor.submit(form, "/login", { username, password }));
  };
  /** The request that reached the target, as the page in its place describes it. */
  const requestAt = async (visitor: Visitor, path: string) =>
    JSON.parse(
      page(await visitor.visit(url(path), { headers: { Accept: "application/json" } })).text,
    );
  const oidcHeaders = ({ headers }: { headers: [string, string][] }) =>
    headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith("x-amzn-oidc-"));

  it(`asks for ${signsIn.scopes} on ${signsIn.path}`, async () => {
    const { status, location = "" } = await new Visitor().send(url(signsIn.path));

    const { hostname, pathname, searchParams } = new URL(location);
    const { host, path } = identityProvider();
    expect([status, hostname, pathname]).toEqual([302, host, path]);
    expect(searchParams.get("scope")).toBe(signsIn.scopes);
  });

  it("passes a user who signed in to the target", async () => {
    const visitor = new Visitor();

    const signedIn = await signIn(visitor);
    expect([signedIn.status, signedIn.url]).toEqual([200, url(signsIn.path)]);

    const request = await requestAt(visitor, signsIn.path);
    const tokens = request.tokens;
    expect(request).toMatchObject({ service, url: signsIn.path });
    expect(oidcHeaders(request).sort()).toEqual([
      "x-amzn-oidc-accesstoken",
      "x-amzn-oidc-data",
      "x-amzn-oidc-identity",
    ]);
    expect(tokens["x-amzn-oidc-accesstoken"].payload.scope).toBe(signsIn.scopes);
    expect(tokens["x-amzn-oidc-data"].payload.sub).toBe(request.user.sub);
  });

  if (asksFurther) {
    it(`asks for ${asksFurther.scopes} on ${asksFurther.path}, without a page`, async () => {
      const visitor = new Visitor();
      await signIn(visitor);

      const responses = await visitor.visit(url(asksFurther.path));

      expect(new URL(responses[0]?.location ?? "").searchParams.get("scope")).toBe(
        asksFurther.scopes,
      );
      expect(page(responses).url).toBe(url(asksFurther.path));
      const { tokens } = await requestAt(visitor, asksFurther.path);
      expect(tokens["x-amzn-oidc-accesstoken"].payload.scope).toBe(asksFurther.scopes);
    });
  }

  if (isPublic) {
    it(`passes ${isPublic} without a user`, async () => {
      const request = await requestAt(new Visitor(), isPublic);

      expect(request).toMatchObject({ url: isPublic });
      expect(oidcHeaders(request)).toEqual([]);
    });
  }

  if (denies) {
    it(`returns 401 on ${denies} without a session`, async () => {
      expect((await new Visitor().send(url(denies))).status).toBe(401);
    });
  }

  if (signsOutTo) {
    it(`signs out to ${signsOutTo}`, async () => {
      const visitor = new Visitor();
      const { text } = await signIn(visitor);
      const [, link = ""] = /href="(\?[^"]+)">Sign out</.exec(text) ?? [];

      const responses = await visitor.visit(new URL(link, url(signsIn.path)).href);

      expect(responses.map((response) => response.url)).toContain(url(signsOutTo));
      const again = page(await visitor.visit(url(signsIn.path)));
      expect(new URL(again.url).hostname).toBe(identityProvider().host);
      expect(again.text).toContain('name="password"');
    });
  }
}

describe("sign-in at the emulator", () => {
  for (const fixture of otherFixtures) describeSignIn(fixture);
});

describeWithTerraform("sign-in at the emulator with the code of Terraform", (tools) => {
  const before = { ...process.env };
  let untouched: unknown;

  beforeAll(() => {
    const environment = terraformEnvironment({ tools: tools(), folder, region: "eu-west-1" });
    // As somebody's shell has it, but for the credentials.
    process.env.TF_CLI_CONFIG_FILE = environment.TF_CLI_CONFIG_FILE;
    process.env.TERRAFORM_BIN = tools().terraform;
    untouched = filesOf(fixtures());
  });
  afterAll(() => {
    process.env = before;
  });

  for (const fixture of terraformFixtures) describeSignIn(fixture);

  it("leaves the folders of the code alone", () => {
    expect(filesOf(fixtures())).toEqual(untouched);
  });
});
