import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAlbEmulator, synthesizedStacks } from "alb-emulator";
import { parseCommandLine } from "../../scripts/doctor/command-line";
import { Secrets } from "../../scripts/doctor/hide-secrets";
import { probe } from "../../scripts/doctor/probe/probe";
import { probeReport } from "../../scripts/doctor/probe/probe-report";
import { probeQuestions } from "../../scripts/doctor/probe/questions";
import { runProbe } from "../../scripts/doctor/probe/run-probe";
import { shareable } from "../../scripts/doctor/probe/shareable";
import { testEnvironment } from "../support/synth-environment";
import { application } from "./support/application";
import { closedPort } from "./support/proxy";
import { emitStacks } from "./support/stacks";

describe("the questions of the probe", () => {
  const fidelity = readFileSync(join(__dirname, "../../docs/fidelity.md"), "utf8");
  const named = fidelity
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .flatMap((line) => {
      const [, state, source = ""] = line.replace(/^\| /, "").split(" | ");
      const [, list = ""] = /; probes? (.*)$/.exec(source) ?? [];
      const ids = [...list.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id);
      return state === "open" ? ids : ids.map((id) => `${id} (${state})`);
    });

  it("are those that open rows of docs/fidelity.md name", () => {
    // One question can decide several rows.
    expect([...new Set(named)].sort()).toEqual(Object.keys(probeQuestions).sort());
  });
});

describe("what a probe may share", () => {
  it.each([
    ["an account", "account 123456789012 here", "account [account] here"],
    ["an ARN", "arn:aws:iam::123456789012:role/x", "[arn]"],
    ["an email address", "user anna.b@example.org", "user [address]"],
    ["an encoded email address", "u=anna%40example.org", "u=[address]"],
    ["a token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "[token]"],
    ["a user pool", "pool eu-central-1_AbCdEfGhI", "pool [user pool]"],
    ["an app client", "client 1h57kf5cpq17m0eml12EXAMPLE", "client [id]"],
    ["a user", "sub 7f1c2b6e-0000-4000-8000-000000000001", "sub [id]"],
    ["an address of the network", "from 203.0.113.9", "from [ip]"],
    ["a host of AWS", "x-123.eu-central-1.elb.amazonaws.com", "[host]"],
    ["the user's host", "https://Tasks.example.com:443/a", "https://[host]:443/a"],
  ])("is not %s", (_, text, shared) => {
    expect(shareable({ list: [text] }, ["tasks.example.com"])).toEqual({ list: [shared] });
  });

  it.each([
    '401, title "401 Authorization Required", server awselb/2.0',
    "Expires in 604800 s",
    "SameSite=None",
    "eu-central-1",
    "AuthInvalidAWSALBAuthNonce",
    "v20.20.2",
    "/.well-known/jwks.json",
    "2026-11-29",
  ])("is %s", (text) => {
    expect(shareable(text, ["tasks.example.com"])).toBe(text);
  });
});

describe("the report of the probe", () => {
  it("has each question, with what was observed or why nothing was", () => {
    const report = probeReport(
      {
        "state-form": { observed: { lengths: [1] } },
        "http-on-https-port": { notObserved: "Not https." },
      },
      "eu-central-1",
      new Date("2026-11-29T23:59:59Z"),
    );

    expect(report).toMatchObject({ version: 1, date: "2026-11-29", region: "eu-central-1" });
    expect(report.questions.map(({ id }) => id)).toEqual(Object.keys(probeQuestions));
    const statusOf = (id: string) => report.questions.find((each) => each.id === id);
    expect(statusOf("state-form")).toMatchObject({
      status: "observed",
      observed: { lengths: [1] },
    });
    expect(statusOf("http-on-https-port")).toMatchObject({
      status: "not observed",
      reason: "Not https.",
    });
    expect(statusOf("waf-cookie-size")?.status).toBe("by hand");
    expect(statusOf("cognito-post")?.reason).toMatch(/asks for a sign-in/);
  });
});

describe("the probe against the emulator", () => {
  const folder = emitStacks(testEnvironment());
  const output = mkdtempSync(join(tmpdir(), "probe-"));
  let emulator: Awaited<ReturnType<typeof createAlbEmulator>>;

  beforeAll(async () => {
    emulator = await createAlbEmulator({
      source: synthesizedStacks(join(folder, "stacks")),
      services: { web: application },
    });
  });

  afterAll(async () => {
    await emulator?.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(output, { recursive: true, force: true });
  });

  const url = () => String(Object.values(emulator.urls)[0]);

  it("observes what needs no account, and shows nothing that belongs to somebody", async () => {
    const secrets = new Secrets();
    const walk = { ...parseCommandLine([url()]), url: new URL(url()) };
    const report = await probe(
      { walk, aws: { reason: "No AWS." }, logMinutes: 60, now: new Date() },
      secrets,
    );
    const observed = Object.fromEntries(
      report.questions.map(({ id, observed }) => [id, observed as Record<string, unknown>]),
    );

    expect(observed["nonce-cookie-attributes"]?.attributes).toContain("Secure");
    expect(observed["state-form"]?.parameterOrder).toContain("redirect_uri");
    expect(observed["callback-errors"]).toMatchObject({
      access_denied: expect.stringMatching(/^401/),
      server_error: expect.stringMatching(/^561/),
      "unknown code": expect.stringMatching(/^561/),
      "unknown state": expect.stringMatching(/^401/),
      "no nonce cookie": expect.stringMatching(/^401/),
    });
    expect(observed["logout-wrong-address"]).toBeDefined();
    expect(observed["cognito-post"]).toMatchObject({ "/oauth2/authorize": expect.any(String) });
    const unseen = report.questions.find(({ id }) => id === "access-log-fields");
    expect(unseen).toMatchObject({ status: "not observed", reason: "No AWS." });
    expect(JSON.stringify(report)).not.toMatch(/example\.com|localhost|eu-central-1_|\d{12}/);
  });

  it("writes them to a file", async () => {
    const file = join(output, "probe.json");
    const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
    const commandLine = parseCommandLine([url(), "--probe", "--out", file]);
    const status = await runProbe(output, commandLine, new Secrets());
    const [[text]] = log.mock.calls as [[string]];
    log.mockRestore();

    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1 });
    expect(text).toMatch(/callback-errors +observed/);
    expect(text).toMatch(/\d+ of \d+ questions observed\. Read .*probe\.json before/);
  });

  it("says when nothing responds", async () => {
    const commandLine = parseCommandLine([`http://localhost:${await closedPort()}`, "--probe"]);

    await expect(runProbe(output, commandLine, new Secrets())).rejects.toThrow(/does not respond/);
  });

  it("says when the file cannot be written", async () => {
    const commandLine = parseCommandLine([url(), "--probe", "--out", join(output, "no/such")]);

    await expect(runProbe(output, commandLine, new Secrets())).rejects.toThrow(
      /--out: .* cannot be written \(ENOENT\)/,
    );
  });
});
