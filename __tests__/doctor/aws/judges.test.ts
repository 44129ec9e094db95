import { judgeAppClients } from "../../../scripts/doctor/aws/judge-app-client";
import { type EgressRule, judgeLoadBalancer } from "../../../scripts/doctor/aws/judge-rules";
import { judgeTargets } from "../../../scripts/doctor/aws/judge-targets";
import type { ReadCertificate } from "../../../scripts/doctor/aws/read-certificate";
import type { SignInAction } from "../../../scripts/doctor/aws/sign-in-actions";
import { whyUnreadable } from "../../../scripts/doctor/aws/why-unreadable";

const host = "tasks.example.com";
const now = new Date("2026-11-29T12:00:00Z");

function rule(priority: string, scope: string, cookie: string, hosts: string[] = [host]) {
  return {
    Priority: priority,
    Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: hosts } }],
    Actions: [
      {
        Type: "authenticate-cognito" as const,
        AuthenticateCognitoConfig: {
          UserPoolArn: "arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_a",
          UserPoolClientId: "client",
          UserPoolDomain: "login",
          Scope: scope,
          SessionCookieName: cookie,
        },
      },
    ],
  };
}

interface Facts {
  readonly rules?: readonly ReturnType<typeof rule>[];
  readonly certificates?: readonly ReadCertificate[];
  readonly egress?: readonly EgressRule[];
  readonly protocol?: "HTTP" | "HTTPS";
}

const everywhere = { protocol: "-1", fromPort: undefined, toPort: undefined, cidrs: ["0.0.0.0/0"] };

function certificate(changes: Partial<ReadCertificate> = {}): ReadCertificate {
  const notAfter = new Date("2027-03-01T00:00:00Z");
  return { names: [host], status: "ISSUED", notAfter, renewalStatus: undefined, ...changes };
}

function idsOf({ rules, certificates, egress, protocol = "HTTPS" }: Facts): string[] {
  const { findings } = judgeLoadBalancer({
    read: {
      loadBalancer: { LoadBalancerName: "x" },
      attributes: {},
      listeners: [
        {
          listener: { Protocol: protocol, Port: 443 },
          certificateArns: [],
          rules: [...(rules ?? [rule("1", "openid", "a")])],
        },
      ],
    },
    certificates: certificates ?? [certificate()],
    egress: egress ?? [everywhere],
    host,
    now,
  });
  return findings.map(({ id }) => id);
}

describe("the judgement of a load balancer", () => {
  const tcp = (fromPort: number, toPort: number, ...cidrs: string[]) => ({
    protocol: "tcp",
    fromPort,
    toPort,
    cidrs,
  });

  it.each<[string, Facts, string[]]>([
    ["a sign-in that works", {}, []],
    ["egress to TCP 443 alone", { egress: [tcp(443, 443, "0.0.0.0/0")] }, []],
    ["egress to a prefix list", { egress: [tcp(443, 443, "pl-0123")] }, []],
    ["no egress", { egress: [] }, ["egress-blocked"]],
    ["egress to another port", { egress: [tcp(8080, 8080, "0.0.0.0/0")] }, ["egress-blocked"]],
    ["egress to a network alone", { egress: [tcp(0, 65535, "10.0.0.0/8")] }, ["egress-blocked"]],
    ["no HTTPS listener", { protocol: "HTTP" }, ["https-listener-missing"]],
    [
      "rules of another host alone",
      { rules: [rule("1", "openid", "a", ["b.example.com"])] },
      ["sign-in-rule-missing"],
    ],
    ["a wildcard host", { rules: [rule("1", "openid", "a", ["*.example.com"])] }, []],
    ["no openid", { rules: [rule("1", "email", "a")] }, ["scope-openid-missing"]],
    [
      "one cookie for one set of scopes",
      { rules: [rule("1", "openid email", "a"), rule("2", "email openid", "a")] },
      [],
    ],
    [
      "one cookie for two sets of scopes",
      { rules: [rule("1", "openid", "a"), rule("2", "openid email", "a")] },
      ["session-cookie-shared"],
    ],
    ["a wildcard certificate", { certificates: [certificate({ names: ["*.example.com"] })] }, []],
    [
      "a certificate of a parent",
      { certificates: [certificate({ names: ["*.com", "example.com"] })] },
      ["certificate-host"],
    ],
    [
      "a certificate that waits",
      { certificates: [certificate({ status: "PENDING_VALIDATION", notAfter: undefined })] },
      ["certificate-not-issued"],
    ],
    [
      "a certificate that has expired",
      { certificates: [certificate({ notAfter: new Date("2026-11-01") })] },
      ["certificate-expired"],
    ],
    [
      "a certificate that expires",
      { certificates: [certificate({ notAfter: new Date("2026-12-10") })] },
      ["certificate-expires-soon"],
    ],
    [
      "a renewal that failed",
      { certificates: [certificate({ renewalStatus: "FAILED" })] },
      ["certificate-expires-soon"],
    ],
    [
      "an old certificate beside a new one",
      { certificates: [certificate({ notAfter: new Date("2026-11-01") }), certificate()] },
      [],
    ],
  ])("finds what is wrong with %s", (_, facts, ids) => {
    expect(idsOf(facts)).toEqual(ids);
  });
});

describe("the judgement of an app client", () => {
  const action: SignInAction = {
    priority: "1",
    userPoolId: "pool",
    clientId: "id",
    domain: "login",
    scopes: ["openid", "tasks/read"],
    sessionCookieName: "a",
    sessionTimeoutSeconds: 3600,
    onUnauthenticatedRequest: "authenticate",
  };
  const client = {
    name: "web",
    hasSecret: true,
    callbackUrls: [`https://${host}/oauth2/idpresponse`],
    logoutUrls: [],
    oAuthFlows: ["code"],
    scopes: ["openid", "tasks/read"],
    isOAuthAllowed: true,
    identityProviders: ["COGNITO"],
    explicitAuthFlows: [],
  };
  const facts = {
    action,
    client,
    domain: { status: "ACTIVE", userPoolId: "pool" },
    resourceScopes: ["tasks/read"],
  };
  const ids = (changes: Partial<typeof facts> | { client: undefined } | { domain: undefined }) =>
    judgeAppClients([{ ...facts, ...changes }], host).findings.map(({ id }) => id);

  it.each([
    ["one that works", {}, []],
    ["a missing one", { client: undefined }, ["client-missing"]],
    [
      "a callback of another host",
      { client: { ...client, callbackUrls: [] } },
      ["redirect-mismatch"],
    ],
    [
      "an upper-case callback",
      { client: { ...client, callbackUrls: [`https://Tasks.example.com/oauth2/idpresponse`] } },
      ["redirect-mismatch"],
    ],
    [
      "OAuth that is off",
      { client: { ...client, isOAuthAllowed: false } },
      ["unauthorized-client"],
    ],
    [
      "a scope that it does not allow",
      { client: { ...client, scopes: ["openid"] } },
      ["invalid-scope"],
    ],
    ["a scope that nothing defines", { resourceScopes: [] }, ["invalid-scope"]],
    [
      "a secret that is not shown",
      { client: { ...client, hasSecret: false } },
      ["client-secret-hidden"],
    ],
    [
      "a domain of another pool",
      { domain: { status: "ACTIVE", userPoolId: "other" } },
      ["login-domain-missing"],
    ],
    [
      "a domain that is deleted",
      { domain: { status: "DELETING", userPoolId: "pool" } },
      ["login-domain-missing"],
    ],
    ["no domain", { domain: undefined }, ["login-domain-missing"]],
  ])("finds what is wrong with %s", (_, changes, expected) => {
    expect(ids(changes)).toEqual(expected);
  });
});

describe("the judgement of targets", () => {
  const group = {
    TargetGroupName: "web",
    HealthCheckProtocol: "HTTP" as const,
    HealthCheckPort: "traffic-port",
    HealthCheckPath: "/readyz",
    Matcher: { HttpCode: "200" },
  };
  const judge = (...health: { State: string; Reason?: string; Description?: string }[]) =>
    judgeTargets([
      { group, health: health.map((TargetHealth) => ({ TargetHealth: TargetHealth as never })) },
    ]).findings;

  it("finds nothing while targets are healthy, start or drain", () => {
    expect(judge({ State: "healthy" }, { State: "draining" })).toEqual([]);
    expect(judge({ State: "initial", Reason: "Elb.InitialHealthChecking" })).toEqual([]);
  });

  it("finds groups without targets", () => {
    expect(judge()[0]?.id).toBe("targets-missing");
    expect(judge({ State: "draining" })[0]?.id).toBe("targets-missing");
  });

  it("gives the reason and what to change", () => {
    const failing = {
      State: "unhealthy",
      Reason: "Target.ResponseCodeMismatch",
      Description: "Health checks failed with these codes: [401]",
    };
    const [finding] = judge(failing);

    expect(finding?.id).toBe("targets-unhealthy");
    expect(finding?.proof[0]).toMatch(
      /1 of 1 targets .*ResponseCodeMismatch .*\[401\].*HTTP traffic-port \/readyz expects 200/,
    );
    expect(finding?.fix).toMatch(/healthCheckPath return a status .* without sign-in/);
    expect(judge(failing, { State: "healthy" })[0]?.id).toBe("some-targets-unhealthy");
  });
});

describe("why AWS could not be read", () => {
  const error = (name: string, message = "") =>
    Object.assign(new Error(message), { name, $metadata: {} });

  it.each([
    ["CredentialsProviderError", "", /no AWS credentials/],
    ["ExpiredTokenException", "", /rejects the credentials .*sign in again/],
    [
      "AccessDenied",
      "User: arn:aws:iam::123456789012:user/anna is not authorized to perform: acm:DescribeCertificate",
      /\(acm:DescribeCertificate\): attach the policy/,
    ],
    ["Throttling", "", /could not be read \(Throttling\)/],
  ])("is said in words: %s", (name, message, text) => {
    expect(whyUnreadable(error(name, message))).toMatch(text);
    expect(whyUnreadable(error(name, message))).not.toMatch(/123456789012|anna/);
  });

  it("is not said of a bug", () => {
    expect(() => whyUnreadable(new TypeError("x is not a function"))).toThrow(
      "x is not a function",
    );
  });
});
