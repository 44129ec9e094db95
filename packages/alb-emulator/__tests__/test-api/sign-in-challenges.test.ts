import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import type { AlbEmulator } from "../../src/test-api/alb-emulator.ts";
import { createAlbEmulator } from "../../src/test-api/create-alb-emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { echo, payloadOf, received } from "./support.ts";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const newPassword = "Chosen-Password-8";

const identityProviders = {
  google: {
    user_pool_id: "${aws_cognito_user_pool.user_pool.id}",
    provider_name: "Google",
    provider_type: "Google",
    provider_details: { client_id: "id", client_secret: "secret", authorize_scopes: "email" },
    attribute_mapping: { email: "email", username: "sub", given_name: "given_name" },
  },
};

const fixture = new EmulatorFixture();
let emulator: AlbEmulator;

/** Address of application `tasks`, whose app client has users with a password and those of Google. */
const tasks = () => emulator.urls.tasks ?? "";

const dataOf = async (browser: { fetch(path: string): Promise<Response> }) =>
  payloadOf((await received(await browser.fetch("/hello")))["x-amzn-oidc-data"]);

beforeAll(async () => {
  fixture.editStack("shared-identity", (text) => {
    const stack = JSON.parse(text);
    stack.resource.aws_cognito_identity_provider = identityProviders;
    return JSON.stringify(stack);
  });
  for (const [name, providers] of [
    ["tasks", ["COGNITO", "Google"]],
    ["notes", ["Google"]],
  ] as const) {
    fixture.editStack(name, (text) =>
      text.replace(
        '"supported_identity_providers": ["COGNITO"]',
        `"supported_identity_providers": ${JSON.stringify(providers)}`,
      ),
    );
  }
  emulator = await createAlbEmulator({
    source: synthesizedStacks(fixture.stacks),
    services: { web: () => echo },
    users: [
      { email: "carla@example.com", totpSecret: secret },
      { email: "dan@example.com", temporaryPassword: "Temporary-Password-1" },
      { email: "eve@example.com", temporaryPassword: "Temporary-Password-1", totpSecret: secret },
      { email: "fay@example.com", temporaryPassword: "Temporary-Password-1" },
    ],
  });
});

afterAll(async () => {
  await emulator.close();
  await fixture.close();
});

describe("signIn with an authenticator app", () => {
  afterEach(() => emulator.setTime(new Date()));

  it("enters the code of the user's secret", async () => {
    const carla = await emulator.signIn("carla@example.com", tasks());

    expect(await dataOf(carla)).toMatchObject({ email: "carla@example.com" });
    expect(emulator.events).toContainEqual(
      expect.objectContaining({
        event: expect.objectContaining({ message: "Signed in with a password and a code" }),
      }),
    );
  });

  it("enters the code of the emulator's time", async () => {
    emulator.setTime("2031-05-06T07:08:09Z");

    expect((await emulator.signIn("carla@example.com", tasks())).cookies).not.toEqual([]);
  });

  it("enters the code of somebody whose password is given", async () => {
    const [pool] = emulator.userPools;
    const password = pool?.demoUsers.find(({ login }) => login === "carla@example.com")?.password;
    const carla = { login: "carla@example.com", password: password ?? "" };

    expect((await emulator.signIn(carla, tasks())).cookies).not.toEqual([]);
  });

  it("sets one up where every user must have one, and uses it from then on", async () => {
    const required = new EmulatorFixture();
    required.editStack("shared-identity", (text) => text.replace('"OPTIONAL"', '"ON"'));
    const other = await createAlbEmulator({
      source: synthesizedStacks(required.stacks),
      services: { web: () => echo },
    });
    const address = other.urls.tasks ?? "";
    const password = "Another-Password-7";
    await other.userPools[0]?.users.create({ email: "gus@example.com", password, groups: [] });
    const gus = { login: "gus@example.com", password };

    const first = await other.signIn(gus, address);
    const key = other.userPools[0]?.users.findByLogin(gus.login)?.totpSecret;
    const second = await other.signIn(gus, address);
    const anna = await other.signIn("anna@example.com", address);

    expect(key).toMatch(/^[A-Z2-7]{52}$/);
    expect(other.userPools[0]?.users.findByLogin(gus.login)?.totpSecret).toBe(key);
    expect(await dataOf(first)).toMatchObject({ email: "gus@example.com" });
    expect(await dataOf(second)).toMatchObject({ email: "gus@example.com" });
    expect(await dataOf(anna)).toMatchObject({ email: "anna@example.com" });
    await other.close();
    await required.close();
  });
});

describe("signIn with a temporary password", () => {
  it("says what to give without a new password", async () => {
    await expect(emulator.signIn("dan@example.com", tasks())).rejects.toThrow(
      /the password is temporary, .* signIn\(user, page, \{ newPassword: /,
    );
  });

  it("sets the new password, and uses it from then on", async () => {
    const first = await emulator.signIn("dan@example.com", tasks(), { newPassword });
    const second = await emulator.signIn("dan@example.com", tasks(), { newPassword });
    const third = await emulator.signIn(
      { login: "dan@example.com", password: newPassword },
      tasks(),
    );

    expect(await dataOf(first)).toMatchObject({ email: "dan@example.com" });
    expect(await dataOf(second)).toMatchObject({ email: "dan@example.com" });
    expect(await dataOf(third)).toMatchObject({ email: "dan@example.com" });
  });

  it("enters a code after the new password", async () => {
    const eve = await emulator.signIn("eve@example.com", tasks(), { newPassword });

    expect(await dataOf(eve)).toMatchObject({ email: "eve@example.com" });
  });

  it("says which rules the new password breaks", async () => {
    await expect(
      emulator.signIn("fay@example.com", tasks(), { newPassword: "short" }),
    ).rejects.toThrow(
      /fay@example\.com cannot sign in .*Password did not conform with policy: Password not long enough/,
    );
  });

  it("leaves the password of other users as it is", async () => {
    await emulator.signIn("carla@example.com", tasks(), { newPassword });

    expect((await emulator.signIn("carla@example.com", tasks())).cookies).not.toEqual([]);
  });
});

describe("signIn at an identity provider", () => {
  it("signs in a person whom the provider's page offers", async () => {
    const anna = await emulator.signIn("anna@example.com", tasks(), { identityProvider: "Google" });
    const headers = await received(await anna.fetch("/hello"));

    expect(payloadOf(headers["x-amzn-oidc-data"])).toMatchObject({
      email: "anna@example.com",
      username: expect.stringMatching(/^google_\d{21}$/),
      given_name: "Anna",
    });
  });

  it("signs in anybody else by email address, as the same user each time", async () => {
    const options = { identityProvider: "Google" };
    const first = await emulator.signIn("zoe@example.com", tasks(), options);
    const second = await emulator.signIn("zoe@example.com", tasks(), options);
    const [one, two] = [await dataOf(first), await dataOf(second)];

    expect(one).toMatchObject({ email: "zoe@example.com", username: "google_zoe@example.com" });
    expect(two.sub).toBe(one.sub);
  });

  it("needs no option where the app client has one provider and no passwords", async () => {
    const notes = emulator.urls.notes ?? "";

    expect((await emulator.signIn("ben@example.com", notes)).cookies).not.toEqual([]);
  });

  it("names the providers when the app client does not have the given one", async () => {
    await expect(
      emulator.signIn("anna@example.com", tasks(), { identityProvider: "google" }),
    ).rejects.toThrow(/Identity provider "google" is not one of app client .* COGNITO, Google/);
  });

  it("rejects a password, which the provider's page does not ask for", async () => {
    const user = { login: "anna@example.com", password: "x" };

    await expect(emulator.signIn(user, tasks(), { identityProvider: "Google" })).rejects.toThrow(
      /have no password here\. Give the login only/,
    );
  });
});
