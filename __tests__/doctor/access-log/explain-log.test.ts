import fc from "fast-check";
import { findingIdOf } from "../../../scripts/doctor/access-log/define-reason";
import { accessLogFindings } from "../../../scripts/doctor/access-log/explain-entry";
import { explainLog } from "../../../scripts/doctor/access-log/explain-log";
import { allFindings } from "../../../scripts/doctor/findings/registry";
import { line, ownLine } from "./lines";

const findingsOf = async (...lines: string[]) => (await explainLog(lines)).step.findings;
const idsOf = async (...lines: string[]) => (await findingsOf(...lines)).map(({ id }) => id);

/** As listed under "Error reason codes" and, the two about the nonce, in the troubleshooting article. */
const documented =
  `AuthInvalidAWSALBAuthNonce AuthInvalidCookie AuthInvalidGrantError AuthInvalidIdToken
  AuthInvalidStateParam AuthInvalidTokenResponse AuthInvalidUserinfoResponse AuthMissingAWSALBAuthNonce
  AuthMissingCodeParam AuthMissingHostHeader AuthMissingStateParam AuthTokenEpRequestFailed
  AuthTokenEpRequestTimeout AuthUnhandledException AuthUserinfoEpRequestFailed
  AuthUserinfoEpRequestTimeout AuthUserinfoResponseSizeExceeded JWTHeaderNotPresent
  JWTRequestFormatInvalid JWTSignatureValidationError JWTClaimNotPresent JWTClaimFormatInvalid
  JWTClaimValueInvalid AWSALBTGCookieInvalid WeightedTargetGroupsUnhandledException LambdaAccessDenied
  LambdaBadRequest LambdaConnectionTimeout LambdaEC2AccessDeniedException LambdaEC2ThrottledException
  LambdaEC2UnexpectedException LambdaENILimitReachedException LambdaInvalidResponse
  LambdaInvalidRuntimeException LambdaInvalidSecurityGroupIDException LambdaInvalidSubnetIDException
  LambdaInvalidZipFileException LambdaKMSAccessDeniedException LambdaKMSDisabledException
  LambdaKMSInvalidStateException LambdaKMSNotFoundException LambdaRequestTooLarge LambdaResourceNotFound
  LambdaResponseTooLarge LambdaServiceException LambdaSubnetIPAddressLimitReachedException
  LambdaThrottling LambdaUnhandled LambdaUnhandledException WAFConnectionError WAFConnectionTimeout
  WAFResponseReadTimeout WAFServiceError WAFUnhandledException`.split(/\s+/);

describe("the explanation of an access log", () => {
  it.each(documented)("has a finding of its own for %s", async (code) => {
    const [finding, ...others] = await findingsOf(ownLine(500, code));

    expect(others).toEqual([]);
    expect(finding?.id).toBe(findingIdOf(code));
    expect(finding?.proof.join()).toContain(`error_reason ${code}`);
    expect(finding?.fix.length).toBeGreaterThan(10);
  });

  it("has ids that differ, and that the registry has", () => {
    expect(new Set(documented.map(findingIdOf)).size).toBe(documented.length);
    for (const id of Object.keys(accessLogFindings)) expect(allFindings).toHaveProperty([id]);
  });

  it.each([
    [400, "elb-400"],
    [401, "elb-401"],
    [403, "elb-403"],
    [405, "elb-405"],
    [408, "elb-408"],
    [413, "elb-413"],
    [414, "elb-414"],
    [460, "elb-460"],
    [463, "elb-463"],
    [464, "elb-464"],
    [500, "elb-500"],
    [501, "elb-501"],
    [502, "elb-502"],
    [503, "elb-503"],
    [504, "elb-504"],
    [505, "elb-505"],
    [507, "elb-507"],
    [561, "elb-561"],
    [562, "elb-562"],
    [599, "elb-other"],
  ])("explains %d of the load balancer", async (status, id) => {
    expect(await idsOf(ownLine(status))).toEqual([id]);
  });

  it.each([
    [
      "unknown scope",
      "error_description=invalid_scope&state=S&error=invalid_request",
      "invalid-scope",
    ],
    ["unknown scope by its own code", "error=invalid_scope&state=S", "invalid-scope"],
    ["client without the code grant", "error=unauthorized_client&state=S", "unauthorized-client"],
    ["denial", "error_description=User+cancelled&error=access_denied", "access-denied"],
    ["another error", "error=server_error&state=S", "provider-error"],
    ["a callback opened by hand", "state=S", "auth-missing-code-param"],
    ["an error that is no word", "error=%3Cscript%3E", "auth-missing-code-param"],
  ])("tells what the provider returned: %s", async (_, query, id) => {
    const request = `"GET https://tasks.example.com:443/oauth2/idpresponse?${query} HTTP/2.0"`;

    expect(await idsOf(ownLine(561, "AuthMissingCodeParam", { request }))).toEqual([id]);
  });

  it("tells errors of the application from those of the load balancer", async () => {
    const passed = (status: number) =>
      line({ status: String(status), targetStatus: String(status), targetStatuses: `"${status}"` });

    expect(await idsOf(passed(401))).toEqual(["target-denied"]);
    expect(await idsOf(passed(403))).toEqual(["target-denied"]);
    expect(await idsOf(passed(500))).toEqual(["target-failed"]);
    expect(await idsOf(passed(502))).toEqual(["target-failed"]);
    // Pages that do not exist, and forms that are not valid, are a matter of the application.
    expect(await idsOf(passed(404), passed(409), passed(422))).toEqual([]);
    expect(await idsOf(line({ status: "502", targetStatus: "200" }))).toEqual(["elb-502"]);
  });

  it("names a rule's own response, AWS WAF's failure and a connection that ended", async () => {
    expect(await idsOf(ownLine(404, "-", { actions: '"fixed-response"' }))).toEqual([
      "elb-fixed-response",
    ]);
    expect(await idsOf(ownLine(500, "-", { actions: '"waf-failed"' }))).toEqual(["elb-waf-failed"]);
    expect(await idsOf(ownLine(0, "-", { status: "-" }))).toEqual(["elb-no-status"]);
  });

  it("finds nothing in a sign-in that works", async () => {
    const { step, entryCount } = await explainLog([
      ownLine(302),
      ownLine(302, "-", {
        request: '"GET https://a.example.com:443/oauth2/idpresponse?code=C&state=S HTTP/2.0"',
      }),
      line(),
      line({ status: "304", targetStatus: "304" }),
      ownLine(301, "-", { actions: '"redirect"', redirect: '"https://a.example.com:443/"' }),
      "",
    ]);

    expect(step).toMatchObject({
      result: "ok",
      findings: [],
      seen: ["5 lines, none with an error."],
    });
    expect(entryCount).toBe(5);
  });

  it("joins lines that prove the same, with their number, hosts and times", async () => {
    const at = (time: string, host: string) =>
      ownLine(401, "AuthInvalidCookie", {
        time,
        request: `"GET https://${host}:443/a HTTP/2.0"`,
      });
    const { step } = await explainLog([
      at("2026-11-29T21:45:00.0Z", "one.example.com"),
      at("2026-11-29T21:41:00.0Z", "two.example.com"),
      ownLine(503),
      "not a line",
    ]);

    expect(step.findings.map(({ id }) => id)).toEqual(["auth-invalid-cookie", "elb-503"]);
    expect(step.findings[0]?.proof[0]).toBe(
      "2 lines of one.example.com, two.example.com, from 2026-11-29T21:41:00.0Z to 2026-11-29T21:45:00.0Z; the latest:",
    );
    expect(step.findings[0]?.proof[1]).toMatch(
      /^time 2026-11-29T21:45.*one\.example\.com\/a, elb_status_code 401/,
    );
    expect(step).toMatchObject({
      result: "failed",
      seen: ["3 lines, 3 with an error.", expect.stringMatching(/^1 line could not be read/)],
    });
  });

  it("says when lines have more fields than it knows", async () => {
    const { step } = await explainLog([`${line()} one "two three"`]);

    expect(step.seen).toContainEqual("The lines end with 2 more fields than this version knows.");
  });

  it("does not repeat a reason that could be anything", async () => {
    const [finding] = await findingsOf(ownLine(401, "see https://evil.example"));

    expect(finding?.id).toBe("elb-unknown-reason");
    expect(JSON.stringify(finding)).not.toContain("evil");
    expect((await findingsOf(ownLine(401, "AuthSomethingNew")))[0]?.proof.join()).toContain(
      "error_reason AuthSomethingNew",
    );
  });
});

describe("what an explanation shows of a line", () => {
  it("is neither code nor state, nor a token, an address or the client", async () => {
    const query =
      "code=3f1c2b6e-0000-4000-8000-000000000001&state=AAAbbbCCC&x&anna%40example.com&error=invalid_request&error_description=User+anna@example.com+is+not+known";
    const path =
      "/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln/anna@example.com/2f6e1d7c9b8a4f3e2d1c";
    const [finding] = await findingsOf(
      ownLine(561, "AuthMissingCodeParam", {
        request: `"GET https://tasks.example.com:443${path}?${query} HTTP/2.0"`,
        userAgent: '"secret-agent"',
        redirect: '"https://x.example.com/?code=3f1c2b6e"',
        traceId: '"Root=1-67e2a3b4-0123456789abcdef01234567;Data=my-secret"',
      }),
    );
    const text = JSON.stringify(finding);

    expect(text).not.toMatch(/3f1c2b6e|AAAbbb|anna|eyJ|2f6e1d7c|203\.0\.113|secret/);
    expect(text).toContain(
      "GET tasks.example.com/reset/[hidden]/[hidden]/[hidden]?code=[hidden]&state=[hidden]&x&[hidden]&error=invalid_request&error_description=[hidden]",
    );
    expect(text).toContain("trace id 1-67e2a3b4-0123456789abcdef01234567");
  });

  it("is no value of a query, whatever it is", async () => {
    const value = fc.stringMatching(/^[\w~.-]{8,60}$/).map((text) => `v${text}9`);
    await fc.assert(
      fc.asyncProperty(value, value, async (code, state) => {
        const request = `"GET https://tasks.example.com:443/oauth2/idpresponse?code=${code}&state=${state}&token=${code} HTTP/2.0"`;
        const found = await findingsOf(ownLine(401, "AuthInvalidStateParam", { request }));
        expect(JSON.stringify(found)).not.toContain(code);
        expect(JSON.stringify(found)).not.toContain(state);
      }),
    );
  });
});
