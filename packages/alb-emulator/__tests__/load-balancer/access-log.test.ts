import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forward, host, login, model, paths, rule, targetGroupArn } from "./support/model.ts";
import { type Stage, setStage } from "./support/stage.ts";

const names = [
  "type",
  "time",
  "elb",
  "client:port",
  "target:port",
  "request_processing_time",
  "target_processing_time",
  "response_processing_time",
  "elb_status_code",
  "target_status_code",
  "received_bytes",
  "sent_bytes",
  "request",
  "user_agent",
  "ssl_cipher",
  "ssl_protocol",
  "target_group_arn",
  "trace_id",
  "domain_name",
  "chosen_cert_arn",
  "matched_rule_priority",
  "request_creation_time",
  "actions_executed",
  "redirect_url",
  "error_reason",
  "target:port_list",
  "target_status_code_list",
  "classification",
  "classification_reason",
  "conn_trace_id",
  "transformed_host",
  "transformed_uri",
  "request_transform_status",
  "node_ip",
];

/** Fields of a line by name, read as AWS's own example pattern reads them: quotes hold one field. */
function fieldsOf(line: string): Record<string, string> {
  const values = line.match(/"[^"]*"|\S+/g) ?? [];
  expect(values).toHaveLength(names.length);
  return Object.fromEntries(
    names.map((name, index) => [name, String(values[index]).replace(/^"|"$/g, "")]),
  );
}

describe("access log", () => {
  let stage: Stage;
  const folder = mkdtempSync(join(tmpdir(), "access-log-"));
  const file = join(folder, "logs", "access.log");

  beforeEach(async () => {
    stage = await setStage(
      model([
        rule(5, [paths("/open")], forward),
        rule(6, [paths("/moved")], {
          type: "redirect",
          statusCode: 301,
          protocol: "#{protocol}",
          host: "#{host}",
          port: "#{port}",
          path: "/open",
          query: "",
        }),
        rule(7, [paths("/private/*")], login(), forward),
      ]),
    );
  });

  afterEach(() => stage.close());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function lineOf(count: number) {
    await stage.lastEvent(count);
    return fieldsOf(String(stage.lines[count - 1]));
  }

  it("has every field of a forwarded request", async () => {
    await stage.browser.get("/open?a=1", { headers: { "user-agent": 'a "b" \\c' } });
    const fields = await lineOf(1);

    expect(fields).toMatchObject({
      type: "https",
      elb: "app/example/0123456789abcdef",
      "client:port": expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      "target:port": stage.targetUrl.host,
      elb_status_code: "200",
      target_status_code: "200",
      request: `GET https://${host}:443/open?a=1 HTTP/1.1`,
      user_agent: "a \\x22b\\x22 \\x5Cc",
      target_group_arn: targetGroupArn,
      trace_id: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      domain_name: host,
      chosen_cert_arn: expect.stringMatching(/^arn:aws:acm:/),
      matched_rule_priority: "5",
      actions_executed: "forward",
      redirect_url: "-",
      error_reason: "-",
      "target:port_list": stage.targetUrl.host,
      target_status_code_list: "200",
      classification: "-",
      conn_trace_id: expect.stringMatching(/^TID_[0-9a-f]{32}$/),
      node_ip: "127.0.0.1",
    });
    expect(fields.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    for (const name of names.filter((one) => one.endsWith("processing_time"))) {
      expect(fields[name]).toMatch(/^\d+\.\d{3}$/);
    }
    expect(Number(fields.received_bytes)).toBeGreaterThan(50);
    expect(Number(fields.sent_bytes)).toBeGreaterThan(100);
  });

  it("distinguishes a sign-in from the request after it", async () => {
    await stage.browser.signIn("/private/x");
    await stage.browser.get("/private/x");

    expect(await lineOf(1)).toMatchObject({
      elb_status_code: "302",
      target_status_code: "-",
      "target:port": "-",
      request_processing_time: "-1",
      matched_rule_priority: "7",
      actions_executed: "authenticate",
    });
    expect(await lineOf(2)).toMatchObject({ elb_status_code: "302", error_reason: "-" });
    expect(await lineOf(3)).toMatchObject({
      elb_status_code: "200",
      actions_executed: "authenticate,forward",
    });
  });

  it("contains the error reason of a failed sign-in", async () => {
    await stage.browser.get("/oauth2/idpresponse?code=1");
    expect(await lineOf(1)).toMatchObject({
      elb_status_code: "401",
      matched_rule_priority: "-1",
      error_reason: "AuthMissingStateParam",
    });
  });

  it("contains 0 for the default rule, and the URL of a redirect", async () => {
    await stage.browser.get("/elsewhere");
    await stage.browser.get("/moved");
    expect(await lineOf(1)).toMatchObject({ matched_rule_priority: "0" });
    expect(await lineOf(2)).toMatchObject({
      actions_executed: "redirect",
      redirect_url: `https://${host}:443/open`,
    });
  });

  it("is appended to a file, complete when the load balancer is closed", async () => {
    for (const path of ["/open", "/moved"]) {
      const other = await setStage(model([rule(5, [paths("/open")], forward)]), {
        accessLog: { file },
      });
      await other.browser.get(path);
      await other.lastEvent();
      await other.close();
    }
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");

    expect(lines.map((line) => fieldsOf(line).elb_status_code)).toEqual(["200", "302"]);
  });
});
