import type { TargetCheck } from "../../src/check-target/target-check.ts";
import type { Emulator } from "../../src/runtime/emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { startEchoTarget } from "./support/echo-target.ts";
import { postAsPage, sendTo } from "./support/page-requests.ts";

let fixture: EmulatorFixture;
let emulator: Emulator;
/** Responds to everybody. */
let target: Awaited<ReturnType<typeof startEchoTarget>>;

beforeAll(async () => {
  target = await startEchoTarget();
  fixture = new EmulatorFixture();
  emulator = await fixture.start({
    services: [{ application: "tasks", service: "web", program: { url: target.url } }],
  });
});

afterAll(async () => {
  await fixture.close();
  await target.close();
});

const post = (value: unknown) => postAsPage(emulator.inspectorUrl, "/check-target", value);

describe("the inspector's command to check a target", () => {
  it("returns the result", async () => {
    const { status, body } = await post({ target: "tasks/web", path: "" });

    const check: TargetCheck = JSON.parse(body);
    expect(status).toBe(200);
    expect(check).toMatchObject({
      application: "tasks",
      service: "web",
      target: target.url.origin,
    });
    expect(check.controls).toEqual({ genuine: 200, anonymous: 200 });
    expect(check.findings.map(({ id }) => id)).toEqual(["identity-header-trusted"]);
  });

  it("says what is wrong with a target that cannot be checked", async () => {
    const { status, body } = await post({ target: "tasks/other", path: "" });

    expect([status, JSON.parse(body).error]).toEqual([
      400,
      expect.stringMatching(/^There is no service or target group tasks\/other\. Use one of: /),
    ]);
  });

  it("does not check the emulator's own page, which responds where no program runs", async () => {
    const { status, body } = await post({ target: "notes/web", path: "" });

    expect([status, JSON.parse(body).error]).toEqual([
      400,
      expect.stringMatching(/^Nothing runs as notes\/web\. Name a program: --service /),
    ]);
  });

  it("rejects a value that is none", async () => {
    const { status, body } = await post({ service: "web" });

    expect([status, JSON.parse(body).error]).toEqual([400, expect.stringContaining("target: ")]);
  });

  it("offers what a program runs as", async () => {
    const { body } = await sendTo(emulator.inspectorUrl, "/overview");

    expect(JSON.parse(body).targets).toEqual(["tasks/web"]);
  });
});
