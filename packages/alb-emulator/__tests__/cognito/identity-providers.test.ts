import { decodeJwt } from "jose";
import type { IdentityProvider } from "../../src/model/user-pool.ts";
import { type HttpResponse, page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  exchangeCode,
  machine,
  model,
  requestUserInfo,
  startPool,
  type TestPool,
  useUserPool,
} from "./support.ts";

const google: IdentityProvider = {
  name: "Google",
  type: "Google",
  attributeMapping: { username: "sub", email: "email", given_name: "given_name" },
  identifiers: [],
};
const sso: IdentityProvider = {
  name: "ExampleSSO",
  type: "SAML",
  attributeMapping: {
    email: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    email_verified: "verified",
    "custom:Department": "department",
  },
  identifiers: ["example.com", "Example.org"],
};
const other: IdentityProvider = { ...google, name: "Other", type: "OIDC" };

const callbackUrl = client.callbackUrls[0] ?? "";
const mixed = { ...client, supportedIdentityProviders: ["COGNITO", "Google", "ExampleSSO"] };
const googleOnly = {
  ...client,
  clientId: "1example23456789client0002",
  supportedIdentityProviders: ["Google"],
};

const alertOf = ({ text }: HttpResponse) => /role="alert".*?<span>([^<]*)<\/span>/s.exec(text)?.[1];
const pathOf = ({ url }: HttpResponse) => new URL(url).pathname;

const pool = useUserPool(
  { email: "carla@example.com" },
  { clients: [mixed, googleOnly, machine], identityProviders: [google, sso, other] },
);

async function open(parameters: Record<string, string | undefined> = {}, visitor = new Visitor()) {
  return { visitor, shown: page(await visitor.visit(authorizeUrl(pool().base, parameters))) };
}

/** Signs in at a provider, and gets the tokens. */
async function signInAt(provider: string, fields: Record<string, string>, visitor = new Visitor()) {
  const { shown } = await open({ identity_provider: provider, prompt: "login" }, visitor);
  const done = await visitor.submitOnce(shown, "/identity-provider", fields);
  const code = new URL(done.location ?? "about:blank").searchParams.get("code") ?? "";
  const { body } = await exchangeCode(pool(), code);
  return { done, body, id: decodeJwt(body.id_token), access: decodeJwt(body.access_token) };
}

describe("the sign-in page of an app client with identity providers", () => {
  it("has a button for each one that the client supports, and leads there", async () => {
    const { visitor, shown } = await open();
    const buttons = [...shown.text.matchAll(/href="([^"]*)">.*?Continue with ([^<]*)</g)];

    const href = buttons[0]?.[1]?.replaceAll("&amp;", "&") ?? "";
    const provider = page(await visitor.visit(new URL(href, shown.url).href));

    expect(buttons.map(([, , name]) => name)).toEqual(["Google"]);
    expect(shown.text).toContain('name="password"');
    expect(pathOf(provider)).toBe("/identity-provider");
    expect(provider.text).toContain("Sign in at Google");
  });

  it("sends users to the SAML provider that has the domain of their email address", async () => {
    const { visitor, shown } = await open();

    const unknown = page(
      await visitor.submit(shown, "/idp-identifier", { corporateEmail: "a@nowhere.test" }),
    );
    const known = page(
      await visitor.submit(unknown, "/idp-identifier", { corporateEmail: "a@example.ORG" }),
    );

    expect(alertOf(unknown)).toMatch(/^No identity provider has the domain/);
    expect(known.text).toContain("Sign in at ExampleSSO");
  });

  it.each([
    [{ identity_provider: "Google" }, "Sign in at Google"],
    [{ identity_provider: "ExampleSSO" }, "Sign in at ExampleSSO"],
    [{ idp_identifier: "example.com" }, "Sign in at ExampleSSO"],
  ] as const)("is skipped with %j", async (parameters, title) => {
    const { shown } = await open(parameters);

    expect(pathOf(shown)).toBe("/identity-provider");
    expect(shown.text).toContain(title);
  });

  it("is skipped where one provider is all that the client supports", async () => {
    const { shown } = await open({ client_id: googleOnly.clientId });

    expect(shown.text).toContain("Sign in at Google");
  });

  it("is shown with identity_provider=COGNITO", async () => {
    const { shown } = await open({ identity_provider: "COGNITO" });

    expect(pathOf(shown)).toBe("/login");
    expect(alertOf(shown)).toBeUndefined();
  });

  it.each([
    { identity_provider: "google" },
    { identity_provider: "Other" },
    { idp_identifier: "nowhere.test" },
  ])("says so where the client does not support %j", async (parameters) => {
    const { shown } = await open(parameters);

    expect(pathOf(shown)).toBe("/login");
    expect(alertOf(shown)).toBe("Login option is not available. Please try another one");
    expect(pool().events.at(-1)?.explanation).toContain("COGNITO, Google, ExampleSSO");
  });

  it("accepts no password where the client has no users of the pool", async () => {
    const { visitor, shown } = await open();
    const form = { username: "anna@example.com", password: pool().demoUsers[0]?.password ?? "" };
    const csrf = /name="_csrf" value="([^"]+)"/.exec(shown.text)?.[1] ?? "";

    const url = new URL(shown.url);
    url.searchParams.set("client_id", googleOnly.clientId);
    const response = await visitor.send(url.href, { form: { ...form, _csrf: csrf } });

    expect(alertOf(response)).toBe("Login option is not available. Please try another one");
    expect(response.text).not.toContain('name="password"');
  });
});

describe("a user of an identity provider", () => {
  it("has the provider's name, its group, the mapped attributes and an identity", async () => {
    const { done, id, access, body } = await signInAt("Google", {
      userId: "112233",
      "claim:email": "gina@example.com",
      "claim:given_name": "Gina",
      "claim:hd": "not mapped",
    });
    const userInfo = await (await requestUserInfo(pool(), body.access_token)).json();

    expect(done.location).toContain(`${callbackUrl}?code=`);
    expect(id).toMatchObject({
      "cognito:username": "google_112233",
      "cognito:groups": [`${model.poolId}_Google`],
      email: "gina@example.com",
      email_verified: false,
      given_name: "Gina",
      identities: [
        {
          dateCreated: expect.stringMatching(/^\d{13}$/),
          userId: "112233",
          providerName: "Google",
          providerType: "Google",
          issuer: null,
          primary: "true",
        },
      ],
    });
    expect(id).not.toHaveProperty("hd");
    expect(access).toMatchObject({
      username: "google_112233",
      "cognito:groups": [`${model.poolId}_Google`],
    });
    expect(userInfo).toMatchObject({
      username: "google_112233",
      email: "gina@example.com",
      email_verified: "false",
    });
  });

  it("is the same one next time, with the attributes of that time", async () => {
    const first = await signInAt("Google", { userId: "77", "claim:given_name": "Hal" });
    const second = await signInAt("Google", { userId: "77", "claim:given_name": "Harold" });

    expect(second.id.sub).toBe(first.id.sub);
    expect(second.id).toMatchObject({ given_name: "Harold", identities: first.id.identities });
  });

  it("of a SAML provider is verified where that is mapped, and has custom attributes", async () => {
    const { id } = await signInAt("ExampleSSO", {
      userId: "ida@example.com",
      [`claim:${sso.attributeMapping.email}`]: "ida@example.com",
      "claim:verified": "true",
      "claim:department": "sales",
    });

    expect(id).toMatchObject({
      "cognito:username": "examplesso_ida@example.com",
      email_verified: true,
      "custom:Department": "sales",
    });
  });

  it("has no password, even where the email address is the user name", async () => {
    await signInAt("Google", { userId: "88", "claim:email": "carla@example.com" });
    await signInAt("Google", { userId: "99", "claim:email": "kim@example.com" });

    expect(pool().users.findByLogin("carla@example.com")?.status).toBe("CONFIRMED");
    expect(pool().users.findByLogin("kim@example.com")).toBeUndefined();
    expect(await pool().users.authenticate("google_99", "")).toBeUndefined();
  });

  it("is suggested by the local page, with the provider's attributes filled in", async () => {
    const { visitor, shown } = await open({ identity_provider: "ExampleSSO" });

    const done = await visitor.submitOnce(shown, "/identity-provider", { userId: "" });
    const panel = shown.text.slice(shown.text.indexOf('class="people"'));

    expect(new URL(done.location ?? "", shown.url).pathname).toBe("/login");
    expect(panel).toContain("Users of ExampleSSO <span>local only</span>");
    expect(panel).toContain(
      'name="claim:http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress" value="anna@example.com"',
    );
  });
});

describe("an attribute that the user pool cannot store", () => {
  const level: IdentityProvider = {
    ...other,
    name: "Level",
    attributeMapping: { "custom:level": "level" },
  };
  const limited = {
    ...client,
    supportedIdentityProviders: ["Level"],
    writeAttributes: ["email", "custom:level"],
  };
  const start = (overrides: Partial<typeof limited>, mutable: boolean) =>
    startPool({
      clients: [{ ...limited, ...overrides }],
      identityProviders: [level],
      customAttributes: [{ name: "custom:level", mutable }],
    });

  async function outcome({ base }: TestPool): Promise<string | null> {
    const visitor = new Visitor();
    const shown = page(await visitor.visit(authorizeUrl(base, {})));
    const fields = { userId: "1", "claim:level": "7" };
    const { location = "" } = await visitor.submitOnce(shown, "/identity-provider", fields);
    return new URL(location).searchParams.get("error_description");
  }

  it("fails the second sign-in where it is not mutable, and names the attribute", async () => {
    const started = await start({}, false);

    expect(await outcome(started)).toBeNull();
    expect(await outcome(started)).toBe("user.custom:level: Attribute cannot be updated.\n");
    expect(started.events.at(-1)?.explanation).toContain("Map a mutable attribute");
    await started.close();
  });

  it("fails every sign-in where the app client may not write it", async () => {
    const started = await start({ writeAttributes: ["email"] }, true);

    expect(await outcome(started)).toBe("A client attempted to write unauthorized attribute");
    expect(started.events.at(-1)?.explanation).toContain("write_attributes");
    await started.close();
  });

  it("is written at every sign-in where it is mutable and writable", async () => {
    const started = await start({}, true);

    expect([await outcome(started), await outcome(started)]).toEqual([null, null]);
    await started.close();
  });
});
