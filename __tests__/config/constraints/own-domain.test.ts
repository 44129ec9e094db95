import { changed, issue, issuesOf } from "../valid-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };

const withDomain = (domain: object) =>
  changed(["identity.domain", domain], ["identity.passkeys", undefined]);

describe("a user pool domain", () => {
  it.each([
    [{ prefix: "example-login" }],
    [{ hostName: "login.example.com", hostedZone }],
    [{ hostName: "login.example.com", hostedZone, previousPrefix: "example-login" }],
  ])("is accepted: %j", (domain) => {
    expect(issuesOf(withDomain(domain))).toEqual([]);
  });

  it.each<[string, object, string, unknown, string, string]>([
    ["nothing", {}, "", {}, "must have prefix or hostName", 'prefix: "example-login"'],
    [
      "both",
      { prefix: "example-login", hostName: "login.example.com", hostedZone },
      "",
      { prefix: "example-login", hostName: "login.example.com", hostedZone },
      "must have either prefix or hostName",
      "previousPrefix keeps the domain of a prefix",
    ],
    [
      "a prefix with a zone",
      { prefix: "example-login", hostedZone },
      ".hostedZone",
      hostedZone,
      "has no effect without hostName",
      "replace prefix by hostName",
    ],
    [
      "a prefix with a previous one",
      { prefix: "example-login", previousPrefix: "old-login" },
      ".previousPrefix",
      "old-login",
      "has no effect without hostName",
      "remove it",
    ],
    [
      "no zone",
      { hostName: "login.example.com" },
      ".hostedZone",
      undefined,
      "is required beside hostName",
      "add it",
    ],
    [
      "another zone",
      { hostName: "login.example.org", hostedZone },
      ".hostName",
      "login.example.org",
      'must be in the hosted zone "example.com"',
      '"login.example.com"',
    ],
    [
      "the zone's own name",
      { hostName: "example.com", hostedZone },
      ".hostName",
      "example.com",
      "must be below the hosted zone's name",
      'ends in ".example.com"',
    ],
    [
      "an application's additional name",
      { hostName: "www.example.com", hostedZone },
      ".hostName",
      "www.example.com",
      'must not be a host name of application "app"',
      "a name of its own",
    ],
    [
      "a name of 64 characters",
      { hostName: `${"l".repeat(52)}.example.com`, hostedZone },
      ".hostName",
      `${"l".repeat(52)}.example.com`,
      "must be at most 63 characters, the limit of a user pool domain; it has 64",
      "shorter",
    ],
  ])("is rejected with %s", (_, domain, field, value, message, fix) => {
    expect(issuesOf(withDomain(domain))).toEqual([
      issue(`identity.domain${field}`, value, message, fix),
    ]);
  });
});
