import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createAlbEmulator, synthesizedStacks } from "alb-emulator";
import { AwsClients } from "../../../scripts/doctor/aws/aws-clients";
import type { KnownEdge } from "../../../scripts/doctor/aws/known-edge";
import { lookInAws } from "../../../scripts/doctor/aws/look-in-aws";
import { parseCommandLine } from "../../../scripts/doctor/command-line";
import { Secrets } from "../../../scripts/doctor/hide-secrets";
import { probe } from "../../../scripts/doctor/probe/probe";
import { testEnvironment } from "../../support/synth-environment";
import { describeWithMoto } from "../../terraform/describe-with-tools";
import { type Moto, startMoto } from "../../terraform/moto";
import { type AwsCall, type Recorder, startRecorder } from "../../terraform/recorder";
import { ownLine } from "../access-log/lines";
import { application } from "../support/application";
import { emitStacks } from "../support/stacks";
import { type SeedOptions, seedApplication } from "./seeded-aws";

const region = "eu-central-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const now = new Date();

interface Statement {
  readonly Action: readonly string[];
  readonly Effect: string;
}

const policy = JSON.parse(
  readFileSync(join(__dirname, "../../../scripts/doctor/aws/read-only-policy.json"), "utf8"),
) as { readonly Statement: readonly Statement[] };
const allowed = policy.Statement.flatMap(({ Action }) => Action).sort();

const services: Readonly<Record<string, string>> = {
  DescribeSecurityGroups: "ec2",
  DescribeUserPoolClient: "cognito-idp",
  DescribeUserPoolDomain: "cognito-idp",
  ListResourceServers: "cognito-idp",
  DescribeCertificate: "acm",
};

/** The IAM action of a call; S3 has no names of operations in its requests. */
function actionOf({ operation }: AwsCall): string {
  if (/^GET \/[^/?]+\/?\?.*list-type=2/.test(operation)) return "s3:ListBucket";
  if (/^GET \/[^/?]+\/[^?]+/.test(operation)) return "s3:GetObject";
  return `${services[operation] ?? "elasticloadbalancing"}:${operation}`;
}

describe("the policy for reading AWS", () => {
  it("allows nothing that changes anything, and no wildcard of actions", () => {
    expect(policy.Statement.every(({ Effect }) => Effect === "Allow")).toBe(true);
    for (const action of allowed) {
      expect(action).toMatch(/^[a-z0-9-]+:(Describe|List|Get)[A-Za-z]+$/);
    }
    expect(allowed).not.toContain("s3:GetBucketPolicy");
  });
});

describeWithMoto("the doctor in AWS", (tools) => {
  let moto: Moto;
  let recorder: Recorder;
  const calls: AwsCall[] = [];
  let denies: (call: AwsCall) => boolean = () => false;

  beforeAll(async () => {
    moto = await startMoto({ python: tools().motoPython });
    recorder = await startRecorder({
      target: moto.url,
      afterCall: async (call) => void calls.push(call),
      denies: (call) => denies(call),
    });
    // moto loads all of its services first.
  });

  beforeEach(() => {
    denies = () => false;
    calls.length = 0;
  });

  afterAll(async () => {
    await recorder?.close();
    await moto?.stop();
  });

  async function look(options: SeedOptions, isArnKnown = true) {
    const seeded = await seedApplication({ endpoint: moto.url, region, credentials }, options);
    const clients = new AwsClients({ endpoint: recorder.url, region, credentials });
    try {
      const loadBalancerArn = isArnKnown ? seeded.loadBalancerArn : undefined;
      const steps = await lookInAws(clients, {
        host: seeded.host,
        loadBalancerArn,
        logMinutes: 60,
        now,
      });
      const findings = steps.flatMap((step) => step.findings);
      return { seeded, steps, findings, ids: findings.map(({ id }) => id) };
    } finally {
      clients.destroy();
    }
  }

  const failed = (host: string, reason: string) =>
    ownLine(401, reason, {
      time: new Date(now.getTime() - 60_000).toISOString(),
      request: `"GET https://${host}:443/oauth2/idpresponse?code=PLANTED1&state=PLANTED2 HTTP/2.0"`,
      domain: `"${host}"`,
    });

  it("finds nothing in an application that works, calls what its policy allows, and shows no secret", async () => {
    const host = "healthy.example.com";
    const ok = ownLine(302, "-", {
      time: now.toISOString(),
      request: `"GET https://${host}:443/ HTTP/2.0"`,
    });
    const { seeded, steps, ids } = await look(
      { name: "healthy", logLines: [ok, failed("other.example.com", "AuthInvalidCookie")] },
      false,
    );

    expect(ids).toEqual([]);
    expect(steps.map(({ id, result }) => `${id} ${result}`)).toEqual([
      "aws-rules ok",
      "aws-client ok",
      "aws-targets ok",
      "access-log ok",
    ]);
    expect(steps.at(-1)?.seen).toContainEqual("1 line, none with an error.");
    expect(seeded.clientSecret.length).toBeGreaterThan(20);
    expect(JSON.stringify(steps)).not.toContain(seeded.clientSecret);
    expect([...new Set(calls.map(actionOf))].sort()).toEqual(allowed);
  });

  it("names every mistake that was planted, and explains the lines of the host alone", async () => {
    const { findings, ids } = await look({
      name: "wrong",
      callbackUrls: ["https://other.example.com/oauth2/idpresponse"],
      flows: ["implicit"],
      ruleScope: "email tasks/fly",
      clientScopes: ["email"],
      hasEgress: false,
      hasTarget: false,
      hasDomain: false,
      certificateName: "*.example.org",
      logLines: [
        failed("wrong.example.com", "AuthInvalidCookie"),
        failed("other.example.com", "AuthTokenEpRequestTimeout"),
      ],
    });

    expect([...ids].sort()).toEqual([
      "auth-invalid-cookie",
      "certificate-host",
      "egress-blocked",
      "invalid-scope",
      "login-domain-missing",
      "redirect-mismatch",
      "scope-openid-missing",
      "targets-missing",
      "unauthorized-client",
    ]);
    expect(findings.every(({ proof }) => proof.length > 0)).toBe(true);
    const [scope] = findings.filter(({ id }) => id === "invalid-scope");
    expect(scope?.proof).toEqual([
      "Rule 10 requests tasks/fly; app client wrong-client allows email",
      "Rule 10 requests tasks/fly; the resource servers of the user pool define tasks/read",
    ]);
    expect(JSON.stringify(findings)).not.toMatch(/PLANTED/);
  });

  describe("behind an edge", () => {
    const edge = (loadBalancerArn: string | undefined, host: string): KnownEdge => ({
      stackName: "prod--edge",
      applications: [{ application: "shared", slot: 0, hostNames: [host] }],
      loadBalancerArn,
      registeredSlots: { shared: 0, wiki: 2 },
    });

    async function lookBehindEdge(host: string, known: KnownEdge, loadBalancerArn?: string) {
      const clients = new AwsClients({ endpoint: recorder.url, region, credentials });
      const look = { host, edge: known, loadBalancerArn, logMinutes: 60, now };
      const steps = await lookInAws(clients, look);
      clients.destroy();
      return {
        steps: steps.map(({ id, result }) => `${id} ${result}`),
        ids: steps.flatMap(({ findings }) => findings.map(({ id }) => id)),
      };
    }

    it("compares the rules with the slots, and explains the 404 of an unknown host", async () => {
      const { host, loadBalancerArn: arn } = await seedApplication(
        { endpoint: moto.url, region, credentials },
        { name: "shared" },
      );

      expect(await lookBehindEdge(host, edge(arn, host), arn)).toEqual({
        steps: expect.arrayContaining(["aws-edge ok", "aws-rules ok", "aws-client ok"]),
        ids: ["edge-slot-unused"],
      });
      expect(await lookBehindEdge("unknown.example.net", edge(arn, host))).toEqual({
        steps: ["aws-edge failed", "aws-rules skipped"],
        ids: ["edge-unknown-host", "edge-slot-unused"],
      });
    });

    it("says that the edge is not deployed, or no longer exists", async () => {
      const host = "missing.example.net";
      const failed = {
        steps: ["aws-edge failed", "aws-rules skipped"],
        ids: ["edge-not-deployed"],
      };
      const gone = `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/app/gone/0123456789abcdef`;

      expect(await lookBehindEdge(host, edge(undefined, host))).toEqual(failed);
      expect(await lookBehindEdge(host, edge(gone, host), gone)).toEqual(failed);
    });
  });

  it("goes on when the credentials may not read a part, and names the policy", async () => {
    denies = ({ operation }) => operation === "DescribeSecurityGroups";
    const { steps } = await look({ name: "denied" });

    expect(steps[0]).toMatchObject({ id: "aws-rules", result: "skipped" });
    expect(steps[0]?.seen.join()).toMatch(/read-only-policy\.json/);
    expect(steps[1]?.result).toBe("ok");
  });

  it("collects what no document tells, without what belongs to somebody", async () => {
    const lines = [`${failed("app.example.com", "AuthSomethingNew")} "a field of 2027"`];
    const seeded = await seedApplication(
      { endpoint: moto.url, region, credentials },
      { name: "app", logLines: lines },
    );
    const folder = emitStacks(testEnvironment());
    const source = synthesizedStacks(join(folder, "stacks"));
    const emulator = await createAlbEmulator({ source, services: { web: application } });
    const url = new URL(String(Object.values(emulator.urls)[0]));
    const clients = new AwsClients({ endpoint: recorder.url, region, credentials });
    calls.length = 0;
    const report = await probe(
      {
        walk: { ...parseCommandLine([url.href]), url },
        aws: { clients, loadBalancerArn: seeded.loadBalancerArn },
        logMinutes: 60,
        now,
      },
      new Secrets(),
    );
    clients.destroy();
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
    const observed = (id: string) => report.questions.find((each) => each.id === id)?.observed;

    expect(report.region).toBe(region);
    expect(observed("access-log-fields")).toEqual({
      lineCount: 1,
      fieldCounts: [35],
      fieldsAfterThe33rd: ["an IP address", "something else"],
    });
    expect(observed("access-log-reasons")).toMatchObject({ unlisted: ["AuthSomethingNew"] });
    expect(observed("client-secret-shown")).toEqual({ isShown: true });
    expect(observed("malformed-session-cookie")?.response).toMatch(/^(401|302)/);
    const shared = JSON.stringify(report);
    for (const text of [
      seeded.clientSecret,
      seeded.clientId,
      seeded.userPoolId,
      "app.example",
      "PLANTED",
      "123456789012",
    ]) {
      expect(shared).not.toContain(text);
    }
    expect(allowed).toEqual(expect.arrayContaining([...new Set(calls.map(actionOf))]));
  });

  it("says which hosts no load balancer serves", async () => {
    const clients = new AwsClients({ endpoint: recorder.url, region, credentials });
    const [step, ...others] = await lookInAws(clients, {
      host: "nowhere.example.net",
      logMinutes: 60,
      now,
    });
    clients.destroy();

    expect(others).toEqual([]);
    expect(step?.seen.join()).toMatch(/rule or a certificate for nowhere\.example\.net/);
  });
});
