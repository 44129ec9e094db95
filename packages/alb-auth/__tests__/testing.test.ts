import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { AlbVerifier, BearerVerifier, derivePublicKeysUrl } from "../index.ts";
import { createTestLoadBalancer, forgedRequestNames, type TestLoadBalancer } from "../testing.ts";

let loadBalancer: TestLoadBalancer;

beforeAll(async () => {
  loadBalancer = await createTestLoadBalancer();
});

afterAll(() => loadBalancer.close());

describe("createTestLoadBalancer", () => {
  it("signs in a user whom AlbVerifier accepts, with the claims that the test chooses", async () => {
    const verifier = new AlbVerifier(loadBalancer.options);

    const identity = await verifier.verify(
      loadBalancer.signIn({
        username: "grace",
        groups: ["admins"],
        scopes: ["openid", "tasks/read"],
        claims: { "custom:department": "navy" },
      }),
    );

    expect(identity).toMatchObject({
      username: "grace",
      email: "grace@example.com",
      emailVerified: true,
      groups: ["admins"],
      scopes: ["openid", "tasks/read"],
      claims: { "custom:department": "navy" },
    });
  });

  it("gives each user name a subject of its own, the same in every run", async () => {
    const verifier = new AlbVerifier(loadBalancer.options);

    const subjects = await Promise.all(
      ["ada", "grace", "ada"].map(
        async (username) => (await verifier.verify(loadBalancer.signIn({ username }))).subject,
      ),
    );

    expect(subjects).toEqual([
      "fdee430d-40bd-47de-8ac1-86cd9790033d",
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      subjects[0],
    ]);
    expect(subjects[1]).not.toBe(subjects[0]);
  });

  it("signs with the keys that the test gives", async () => {
    const signingKeys = {
      loadBalancer: {
        kid: randomUUID(),
        privateKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
      },
      userPool: {
        kid: "pool",
        privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
      },
    };
    const trusted = await createTestLoadBalancer({ signingKeys });
    const other = await createTestLoadBalancer({ signingKeys });

    const verified = new AlbVerifier(trusted.options).verify(other.signIn());
    await expect(verified).resolves.toMatchObject({ username: "ada" });
    await Promise.all([trusted.close(), other.close()]);
  });

  it("leaves out the email that the test sets to null", async () => {
    const identity = await new AlbVerifier(loadBalancer.options).verify(
      loadBalancer.signIn({ email: null }),
    );

    expect(identity).toMatchObject({ email: null, emailVerified: false });
  });

  it("gives a program the variables of the container contract", async () => {
    const verifier = AlbVerifier.fromEnvironment(loadBalancer.environment);

    await expect(verifier.verify(loadBalancer.signIn())).resolves.toMatchObject({
      username: "ada",
    });
  });

  it("has the load balancer, app client, user pool and clock of the options", async () => {
    const now = Date.parse("2030-01-02T03:04:05Z");
    const other = await createTestLoadBalancer({
      loadBalancerArn:
        "arn:aws-us-gov:elasticloadbalancing:us-gov-west-1:123456789012:loadbalancer/app/gov/50dc6c495c0c9188",
      clientId: "another",
      issuer: "https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_ExAmPlE02",
      now: () => now,
    });
    try {
      expect(derivePublicKeysUrl(other.options.loadBalancerArns)).toContain("us-gov-west-1");
      await expect(new AlbVerifier(other.options).verify(other.signIn())).resolves.toMatchObject({
        clientId: "another",
        expiresAt: "2030-01-02T03:19:05.000Z",
      });
      await expect(
        new AlbVerifier({ ...other.options, now: () => now + 120_000 }).verify(other.signIn()),
      ).rejects.toMatchObject({ code: "ERR_DATA_EXPIRED" });
    } finally {
      await other.close();
    }
  });

  it("lists every invalid option", async () => {
    await expect(createTestLoadBalancer({ clientId: "", issuer: "pool" })).rejects.toThrow(
      /"clientId" must have.*"issuer" "pool" matches no token/,
    );
  });

  it("writes data tokens as the load balancer does: padded base64url, with the fields in its order", () => {
    const { "x-amzn-oidc-data": token } = loadBalancer.signIn({ username: "ada" });

    const [header = "", payload = "", signature = ""] = token.split(".");
    expect([header, payload, signature].map(({ length }) => length % 4)).toEqual([0, 0, 0]);
    expect(signature).toMatch(/^[\w-]{86}==$/);
    expect(Object.keys(JSON.parse(Buffer.from(header, "base64url").toString()))).toEqual([
      "typ",
      "kid",
      "alg",
      "iss",
      "client",
      "signer",
      "exp",
    ]);
  });

  it("publishes keys that programs cache, and new ones when it rotates them", async () => {
    const rotating = await createTestLoadBalancer();
    try {
      const verifier = new AlbVerifier(rotating.options);
      const early = rotating.signIn();
      await verifier.verify(rotating.signIn());
      await verifier.verify(rotating.signIn());
      expect(rotating.keyRequests).toHaveLength(2);

      rotating.rotateKey();

      await verifier.verify(rotating.signIn());
      await verifier.verify(early);
      expect(rotating.keyRequests).toHaveLength(3);
    } finally {
      await rotating.close();
    }
  });

  it("ends with close(), which may be called twice", async () => {
    const closed = await createTestLoadBalancer();
    await closed.close();
    await closed.close();

    await expect(
      new AlbVerifier({ ...closed.options, maxAttempts: 1 }).verify(closed.signIn()),
    ).rejects.toMatchObject({ code: "ERR_JWKS_UNAVAILABLE" });
  });

  it("keeps no process alive that forgets close()", () => {
    const script = `
      import { AlbVerifier } from "alb-auth";
      import { createTestLoadBalancer } from "alb-auth/testing";
      const loadBalancer = await createTestLoadBalancer();
      const { username } = await new AlbVerifier(loadBalancer.options).verify(loadBalancer.signIn());
      console.log(username);
    `;

    const output = execFileSync(
      process.execPath,
      ["--import", "tsx", "--conditions=alb-source", "--input-type=module", "--eval", script],
      { cwd: __dirname, encoding: "utf8", timeout: 45_000 },
    );

    expect(output.trim()).toBe("ada");
  });
});

describe("bearerToken", () => {
  it("is a user's token", async () => {
    const verifier = new BearerVerifier({ ...loadBalancer.options, requiredScopes: ["a/read"] });
    const token = loadBalancer.bearerToken({ scopes: ["a/read"], groups: ["staff"] });

    await expect(verifier.verify({ authorization: `Bearer ${token}` })).resolves.toMatchObject({
      type: "user",
      username: "ada",
      groups: ["staff"],
    });
  });

  it("is a machine's token, of an app client of its own if the test says so", async () => {
    const verifier = new BearerVerifier({ ...loadBalancer.options, clientIds: ["nightly"] });
    const token = loadBalancer.bearerToken({
      machine: true,
      clientId: "nightly",
      scopes: ["a/read"],
    });

    await expect(verifier.verify({ authorization: `Bearer ${token}` })).resolves.toMatchObject({
      type: "machine",
      subject: "nightly",
      clientId: "nightly",
      scopes: ["a/read"],
      groups: [],
    });
  });
});

describe("forgedRequests", () => {
  it("are rejected with their codes, at the real time", async () => {
    const verifier = new AlbVerifier({ ...loadBalancer.options, maxFetchesPerMinutePerUser: 100 });

    for (const { name, code, headers } of loadBalancer.forgedRequests()) {
      const outcome = await verifier.verify(headers).then(
        () => "accepted",
        (error) => error.code,
      );
      expect([name, outcome]).toEqual([name, code]);
    }
  });

  it("have the names of forgedRequestNames", () => {
    expect(loadBalancer.forgedRequests().map(({ name }) => name)).toEqual(forgedRequestNames);
    expect(new Set(forgedRequestNames).size).toBe(forgedRequestNames.length);
  });

  it.each(forgedRequestNames.slice(0, 3))("can be written one by one: %s", (name) => {
    expect(loadBalancer.forgedRequest(name, { username: "eve" }).name).toBe(name);
  });

  it("have no unknown name", () => {
    expect(() => loadBalancer.forgedRequest("nothing")).toThrow(
      'There is no forged request "nothing". Pass one of forgedRequestNames, such as "data token: empty".',
    );
  });
});
