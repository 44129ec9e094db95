import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { decodeProtectedHeader } from "jose";
import type { RunningLoadBalancer } from "../../src/load-balancer/running-load-balancer.ts";
import { startLoadBalancer } from "../../src/load-balancer/start-load-balancer.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { createAuthority, createCertificate } from "../../src/runtime/certificate.ts";
import { freePort } from "../../src/runtime/ports.ts";
import { clientId, forward, host, model, oidcLogin, rule } from "../load-balancer/support/model.ts";
import { page, Visitor } from "../support/visitor.ts";

const issuer = "https://id.example.org";
const clientSecret = "the-secret";
let provider: ChildProcess | undefined;
let target: RunningServer | undefined;
let loadBalancer: RunningLoadBalancer | undefined;

beforeAll(async () => {
  const echo = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  const running = await runServer(echo, { host: "127.0.0.1", port: 0 });
  target = running;
  const port = await freePort();
  // As many others, it accepts callback URLs with https only.
  const callbackUrl = `https://${host}.localhost:${port}/oauth2/idpresponse`;
  const child = spawn(
    process.execPath,
    [join(__dirname, "independent-provider.mjs"), ...[issuer, clientId, clientSecret, callbackUrl]],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  provider = child;
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, "line");
  const providerPort = Number(line);
  // What the network would do: names lead to the provider, and TLS ends there.
  const addresses = new AddressBook();
  addresses.add(
    new URL(issuer).host,
    { scheme: "https", port: 443 },
    { scheme: "http", port: providerPort },
  );
  const endpoint = (path: string) => `http://127.0.0.1:${providerPort}${path}`;
  const action = oidcLogin({
    scope: "openid email",
    provider: {
      issuer,
      authorizationEndpoint: `${issuer}/auth`,
      tokenEndpoint: `${issuer}/token`,
      userInfoEndpoint: `${issuer}/me`,
      clientId,
      clientSecret,
    },
  });
  loadBalancer = await startLoadBalancer(
    model([], { defaultRule: rule("default", [], action, forward) }),
    {
      identity: () => ({
        tokenUrl: endpoint("/token"),
        userInfoUrl: endpoint("/me"),
        isRemote: true,
      }),
      addresses,
      resolveTarget: () => new URL(`http://127.0.0.1:${running.port}`),
      onEvent: () => undefined,
      port,
      https: await createCertificate([`${host}.localhost`], await createAuthority()),
    },
  );
});

afterAll(async () => {
  provider?.kill();
  await loadBalancer?.close();
  await target?.close();
});

it("signs in at an identity provider of others, which redirects to the callback URL of this machine", async () => {
  const visitor = new Visitor();
  const start = `${loadBalancer?.url}page?x=1`;
  const signIn = page(await visitor.visit(start));
  expect(new URL(signIn.url).hostname).toBe("id.example.org.localhost");
  const fields = { login: "anna", password: "any", prompt: "login" };
  const consent = page(await visitor.submit(signIn, new URL(signIn.url).pathname, fields));
  const home = page(
    await visitor.submit(consent, new URL(consent.url).pathname, { prompt: "consent" }),
  );
  const headers = JSON.parse(home.text);
  const data = headers["x-amzn-oidc-data"];

  expect(home.url).toBe(start);
  expect(headers["x-amzn-oidc-identity"]).toBe("anna");
  // This provider issues opaque access tokens.
  expect(headers["x-amzn-oidc-accesstoken"]).toMatch(/^[\w-]+$/);
  expect(decodeProtectedHeader(data)).toMatchObject({ iss: issuer, client: clientId });
  expect(JSON.parse(Buffer.from(data.split(".")[1], "base64url").toString())).toMatchObject({
    ...{ sub: "anna", email: "anna@example.org" },
    iss: issuer,
  });
});

it("returns 401 when the user aborts there", async () => {
  const visitor = new Visitor();
  const signIn = page(await visitor.visit(`${loadBalancer?.url}page`));
  const [aborted] = (await visitor.visit(`${signIn.url}/abort`)).slice(-1);

  expect(new URL(aborted?.url ?? "").pathname).toBe("/oauth2/idpresponse");
  expect(aborted?.status).toBe(401);
});
