import { model } from "../../../packages/alb-emulator/__tests__/load-balancer/support/model";
import type { Stage } from "../../../packages/alb-emulator/__tests__/load-balancer/support/stage";
import { explainLog } from "../../../scripts/doctor/access-log/explain-log";
import { callBack, clock, linesOf, planted, plantedStage, secret } from "./planted-failures";

const explain = async (stage: Stage) => (await explainLog(await linesOf(stage))).step;

describe("the emulator's access log", () => {
  let stage: Stage;

  beforeEach(async () => {
    clock.nowMs = Date.now();
    stage = await plantedStage();
  });

  afterEach(() => stage.close());

  it.each(Object.entries(planted))("explains %s", async (_, { finding, plant }) => {
    await plant(stage);
    const { findings, seen } = await explain(stage);

    expect(findings.map(({ id }) => id)).toEqual([finding]);
    expect(seen).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  it("explains egress that is missing", async () => {
    const { network } = model();
    const closed = await plantedStage({ network: { ...network, egress: [] } });
    await callBack(closed);
    const { findings } = await explain(closed);
    await closed.close();

    expect(findings.map(({ id }) => id)).toEqual(["auth-token-ep-request-timeout"]);
    expect(findings[0]?.fix).toMatch(/egress .* TCP 443/);
  });

  it("has nothing to explain after a sign-in that works", async () => {
    await callBack(stage);
    await stage.browser.get("/");
    await stage.browser.get("/open");

    expect(await explain(stage)).toMatchObject({ result: "ok", findings: [] });
  });
});
