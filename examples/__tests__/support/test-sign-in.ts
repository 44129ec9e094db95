import { checkTarget } from "alb-emulator";
import { type EmulatorUnderTest, startOn } from "../../../__tests__/e2e/support/emulator";
import { emitStacks } from "../../../__tests__/e2e/support/stacks";
import { page } from "../../../packages/alb-emulator/__tests__/support/visitor";
import type { Command } from "./running-example";

export function testSignIn(command: Command): void {
  describe("behind the local emulator", () => {
    let running: EmulatorUnderTest;

    beforeAll(async () => {
      const program = {
        command: command()
          .map((word) => `'${word}'`)
          .join(" "),
      };
      running = await startOn(await emitStacks("minimal"), {
        services: [{ service: "web", program }],
      });
    }, 120_000);
    afterAll(() => running?.stop(), 30_000);

    it("a user signs in, is known, and signs out", async () => {
      const { demoUsers } = running.userPool;
      const [user = { login: "", password: "" }] = demoUsers;
      const home = `${running.emulator.urlOf("app")}/`;

      const signedIn = await running.signIn(home, user.login, user.password);
      const { visitor } = signedIn;
      const identity = JSON.parse(signedIn.home.text);
      const ask = page(await visitor.visit(new URL("/logout", home).href));
      const signedOut = page(await visitor.submit(ask, "/logout", {}));
      const again = page(await visitor.visit(home));

      expect(identity).toMatchObject({
        email: user.login,
        scopes: expect.arrayContaining(["openid"]),
      });
      expect(signedOut.status).toBe(200);
      expect(new URL(signedOut.url).pathname).toBe("/signed-out");
      expect(await visitor.cookieNames(home)).not.toContainEqual(expect.stringMatching(/-\d$/));
      expect(again.text).toContain('name="password"');
    });

    it("check-target finds nothing", async () => {
      const check = await checkTarget(running.emulator, { service: "web" });

      expect(check).toMatchObject({ result: "careful", findings: [], unread: [] });
      expect(check.requests.length).toBeGreaterThan(80);
    });
  });
}
