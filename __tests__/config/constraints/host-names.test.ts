import { changed, issue, issuesOf } from "../valid-environment";

const app = "applications.app";
const zone = "must be in the hosted zone";

describe("a host name", () => {
  it.each(["app.example.org", "example.co", "notexample.com", "example.com.evil.org"])(
    "is rejected outside its zone: %s",
    (host) => {
      expect(
        issuesOf(
          changed([`${app}.hostName`, host], [`${app}.routes[0].conditions.hosts`, undefined]),
        ),
      ).toEqual([
        issue(`${app}.hostName`, host, `${zone} "example.com"`, 'ends in ".example.com"'),
      ]);
    },
  );

  it("is rejected outside its zone among the additional ones too", () => {
    expect(issuesOf(changed([`${app}.additionalHostNames[0]`, "www.example.org"]))).toEqual([
      issue(`${app}.additionalHostNames[0]`, "www.example.org", zone, "ends in"),
    ]);
  });

  it.each([
    [
      "of the same application",
      `${app}.additionalHostNames[0]`,
      "app.example.com",
      `${app}.hostName`,
    ],
    [
      "of another application",
      "applications.notes.hostName",
      "www.example.com",
      `${app}.additionalHostNames[0]`,
    ],
  ])("is rejected when it is a host name %s already", (_, where, host, owner) => {
    expect(issuesOf(changed([where, host]))).toEqual([
      issue(where, host, "must be unique in the environment", `${owner} uses this one`),
    ]);
  });

  it("may belong to two applications while one of them has its DNS records", () => {
    const where = "applications.notes.hostName";
    const moving = (...dns: [app: string, notes: string]) =>
      issuesOf(
        changed(
          [where, "www.example.com"],
          [`${app}.dns`, dns[0]],
          ["applications.notes.dns", dns[1]],
        ),
      );
    const rejected = [
      issue(
        where,
        "www.example.com",
        "must be unique in the environment",
        'dns: "none" in exactly',
      ),
    ];

    expect(moving("create", "none")).toEqual([]);
    expect(moving("none", "take-over")).toEqual([]);
    expect(moving("none", "none")).toEqual(rejected);
    expect(moving("create", "take-over")).toEqual(rejected);
  });

  it("is rejected beyond 64 characters as the main name, but not as an additional one", () => {
    const long = `${"a".repeat(53)}.example.com`;
    const withoutHosts = [`${app}.routes[0].conditions.hosts`, undefined] as const;

    expect(long).toHaveLength(65);
    expect(issuesOf(changed([`${app}.hostName`, long], withoutHosts))).toEqual([
      issue(`${app}.hostName`, long, "at most 64 characters (it has 65)", "additionalHostNames"),
    ]);
    expect(issuesOf(changed([`${app}.additionalHostNames[0]`, long]))).toEqual([]);
  });

  it("is rejected among several when it is too long for a host condition", () => {
    const long = `${"a".repeat(60)}.${"b".repeat(60)}.example.com`;

    expect(issuesOf(changed([`${app}.additionalHostNames[0]`, long]))).toEqual([
      issue(
        `${app}.additionalHostNames[0]`,
        long,
        "at most 128 characters",
        "an application of its own",
      ),
    ]);
  });

  it("is rejected among several when its last label has other characters than letters", () => {
    const zoneName = "example.xn--p1ai";
    const issues = issuesOf(
      changed(
        [`${app}.hostedZone.name`, zoneName],
        [`${app}.hostName`, `app.${zoneName}`],
        [`${app}.additionalHostNames`, [`www.${zoneName}`]],
        [`${app}.routes[0].conditions.hosts`, undefined],
      ),
    );

    expect(issues).toEqual([
      issue(`${app}.hostName`, `app.${zoneName}`, "only letters after the last dot", "of its own"),
      issue(`${app}.additionalHostNames[0]`, `www.${zoneName}`, "only letters", "of its own"),
    ]);
  });

  it("is accepted alone with an international last label", () => {
    const zoneName = "example.xn--p1ai";

    expect(
      issuesOf(
        changed(
          [`${app}.hostedZone.name`, zoneName],
          [`${app}.hostName`, `app.${zoneName}`],
          [`${app}.additionalHostNames`, []],
          [`${app}.routes[0].conditions.hosts`, undefined],
        ),
      ),
    ).toEqual([]);
  });

  it.each([
    "example.com",
    "xn--bcher-kva.example.com",
    "app.elb.example.com",
    "a-1.b2.example.com",
  ])("is accepted inside its zone: %s", (host) => {
    expect(
      issuesOf(
        changed([`${app}.hostName`, host], [`${app}.routes[0].conditions.hosts`, undefined]),
      ),
    ).toEqual([]);
  });
});

describe("a host condition", () => {
  const hosts = `${app}.routes[0].conditions.hosts`;

  it("is rejected when it matches no host name of the application", () => {
    expect(issuesOf(changed([hosts, ["app.example.com", "api.example.com"]]))).toEqual([
      issue(`${hosts}[1]`, "api.example.com", "must match a host name", "additionalHostNames"),
    ]);
  });

  it.each(["*.example.com", "APP.example.com", "???.example.com", "a*.*.com"])(
    "is accepted when it matches one: %s",
    (pattern) => {
      expect(issuesOf(changed([hosts, [pattern]]))).toEqual([]);
    },
  );
});
