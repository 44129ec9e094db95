import { createServer } from "node:http";
import { type RunningServer, runServer } from "../../src/model/run-server.ts";
import { readStacks } from "../../src/terraform/read-stacks.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { page, Visitor } from "../support/visitor.ts";

let fixture: EmulatorFixture;
let echo: RunningServer;

beforeAll(async () => {
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  echo = await runServer(server, { host: "127.0.0.1", port: 0 });
  fixture = new EmulatorFixture();
});

afterAll(async () => {
  await fixture.close();
  await echo.close();
});

it("accepts access tokens of the emulated user pool", async () => {
  const [pool] = readStacks(fixture.stacks).userPools;
  fixture.editStack("tasks", (text) => {
    const stack = JSON.parse(text);
    stack.resource.aws_lb_listener_rule.rule_200.action[0] = {
      type: "jwt-validation",
      order: 1,
      jwt_validation: {
        issuer: pool?.issuer,
        jwks_endpoint: `${pool?.issuer}/.well-known/jwks.json`,
        additional_claim: [{ name: "token_use", format: "single-string", values: ["access"] }],
      },
    };
    return JSON.stringify(stack);
  });
  const running = await fixture.start({
    services: [{ service: "web", program: { url: new URL(`http://127.0.0.1:${echo.port}`) } }],
  });
  const url = running.urlOf("tasks");
  const [user] = running.userPools.flatMap(({ demoUsers }) => demoUsers);
  const visitor = new Visitor();
  const signIn = page(await visitor.visit(`${url}/`));
  const { login = "", password = "" } = user ?? {};
  const home = page(await visitor.submit(signIn, "/login", { username: login, password }));
  const token = JSON.parse(home.text)["x-amzn-oidc-accesstoken"];

  const script = new Visitor();
  const accepted = await script.send(`${url}/api/tasks`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const rejected = await script.send(`${url}/api/tasks`, {
    headers: { Authorization: `Bearer ${token.slice(0, -4)}AAAA` },
  });

  expect(accepted.status).toBe(200);
  expect(JSON.parse(accepted.text)).toMatchObject({ authorization: `Bearer ${token}` });
  expect(rejected.status).toBe(401);
});
