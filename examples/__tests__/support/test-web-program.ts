import { createTestLoadBalancer } from "alb-auth/testing";
import { contractVariables, requiredVariables } from "./contract";
import { ExampleProgram } from "./example-program";
import { type Command, type RunningExample, startExample } from "./running-example";

export function testWebProgram(command: Command): void {
  describe("sign-out", () => {
    let running: RunningExample;

    beforeAll(async () => {
      running = await startExample(command);
    });
    afterAll(() => running?.stop());

    const post = (headers: Record<string, string>) =>
      running.program.send({ method: "POST", path: "/logout", headers });

    it("asks first, without a sign-in, and expires nothing by a link", async () => {
      const { status, headers, text } = await running.program.send({ path: "/logout" });

      expect(status).toBe(200);
      expect(headers["content-type"]).toMatch(/^text\/html/);
      expect(headers["set-cookie"]).toBeUndefined();
      expect(text).toContain('<form method="post">');
    });

    it("expires every shard of every session cookie", async () => {
      const { headers } = await post({ Origin: "https://app.example.com" });

      const cookies = headers["set-cookie"] ?? [];
      expect(cookies.map((cookie) => cookie.split("=")[0]).sort()).toEqual(
        ["AWSELBAuthSessionCookie", "admin"]
          .flatMap((name) => [0, 1, 2, 3].map((shard) => `${name}-${shard}`))
          .sort(),
      );
      for (const cookie of cookies) {
        expect(cookie.toLowerCase().split(/; */)).toEqual(
          expect.arrayContaining(["path=/", "max-age=0", "secure", "httponly", "samesite=none"]),
        );
      }
    });

    it.each([
      ["app.example.com", "app.example.com"],
      ["OTHER.example.com", "other.example.com"],
      ["evil.example", "app.example.com"],
    ])("redirects from %s to Cognito's, which returns to %s", async (host, returnHost) => {
      const { status, headers } = await post({ Host: host });

      expect(status).toBe(303);
      const { origin, pathname, searchParams } = new URL(String(headers.location));
      expect(origin + pathname).toBe(`${contractVariables.COGNITO_DOMAIN_URL}/logout`);
      expect(Object.fromEntries(searchParams)).toEqual({
        client_id: running.loadBalancer.options.clientIds[0],
        logout_uri: `https://${returnHost}/signed-out`,
      });
    });

    it("is rejected from a page of another site", async () => {
      const { status, headers } = await post({ Origin: "https://evil.example" });

      expect(status).toBe(403);
      expect(headers["set-cookie"]).toBeUndefined();
    });

    it("ends at a page that needs no sign-in", async () => {
      expect((await running.program.send({ path: "/signed-out" })).status).toBe(200);
    });

    it("leaves no other path public", async () => {
      const { program, loadBalancer } = running;

      expect((await program.send({ path: "/missing" })).status).toBe(401);
      const headers = loadBalancer.signIn();
      expect((await program.send({ path: "/missing", headers })).status).toBe(404);
    });
  });

  describe("the process", () => {
    it("ends with every missing variable and no stack trace", async () => {
      const program = new ExampleProgram(command(), {});

      expect(await program.exited()).toBe(1);
      for (const name of requiredVariables) expect(program.output).toContain(`${name} is not set.`);
      expect(program.output.trim().split("\n")).toHaveLength(1);
    });

    it.each([
      ["PORT", "http"],
      ["COGNITO_ISSUER", "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01/"],
      ["ALB_ARN", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/a/b"],
    ])("ends with what is wrong: %s=%s", async (name, value) => {
      const loadBalancer = await createTestLoadBalancer();
      const { ALB_PUBLIC_KEYS_URL: _, ...environment } = loadBalancer.environment;
      const variables = { ...environment, ...contractVariables, [name]: value };
      const program = new ExampleProgram(command(), variables);

      expect(await program.exited()).toBe(1);
      await loadBalancer.close();
      expect(program.output).toContain(`"${value}"`);
      expect(program.output.trim().split("\n")).toHaveLength(1);
    });

    it("ends where routes need groups, which it does not enforce", async () => {
      const loadBalancer = await createTestLoadBalancer({
        routeGroups: {
          hosts: ["app.example.com"],
          routes: [{ paths: ["/admin"], groups: ["admins"] }],
        },
      });
      const variables = { ...loadBalancer.environment, ...contractVariables };
      const program = new ExampleProgram(command(), variables);

      expect(await program.exited()).toBe(1);
      await loadBalancer.close();
      expect(program.output).toContain("ROUTE_GROUPS is set");
      expect(program.output.trim().split("\n")).toHaveLength(1);
    });

    // A Java virtual machine exits with 128 + SIGTERM.
    it("ends by SIGTERM with exit code 0 or 143", async () => {
      const { program, stop } = await startExample(command);

      const exitCode = await program.stop();
      await stop();

      expect([0, 143]).toContain(exitCode);
    });
  });
}
