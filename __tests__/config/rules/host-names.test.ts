import { changed, fault, faultsOf } from "../valid-environment";

const app = "applications.app";
const zone = "must lie inside the hosted zone";

describe("a host name", () => {
  it.each(["app.example.org", "example.co", "notexample.com", "example.com.evil.org"])(
    "is refused outside its zone: %s",
    (host) => {
      expect(
        faultsOf(
          changed([`${app}.hostName`, host], [`${app}.routes[0].conditions.hosts`, undefined]),
        ),
      ).toEqual([
        fault(`${app}.hostName`, host, `${zone} "example.com"`, 'ends in ".example.com"'),
      ]);
    },
  );

  it("is refused outside its zone among the additional ones too", () => {
    expect(faultsOf(changed([`${app}.additionalHostNames[0]`, "www.example.org"]))).toEqual([
      fault(`${app}.additionalHostNames[0]`, "www.example.org", zone, "ends in"),
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
  ])("is refused when it is one %s already", (_, where, host, owner) => {
    expect(faultsOf(changed([where, host]))).toEqual([
      fault(where, host, "used once in an environment", `${owner} has this one`),
    ]);
  });

  it("is refused beyond 64 characters as the main name, but not as an additional one", () => {
    const long = `${"a".repeat(53)}.example.com`;
    const withoutHosts = [`${app}.routes[0].conditions.hosts`, undefined] as const;

    expect(long).toHaveLength(65);
    expect(faultsOf(changed([`${app}.hostName`, long], withoutHosts))).toEqual([
      fault(`${app}.hostName`, long, "at most 64 characters, and has 65", "additionalHostNames"),
    ]);
    expect(faultsOf(changed([`${app}.additionalHostNames[0]`, long]))).toEqual([]);
  });

  it("is refused beside others when no host condition could hold it", () => {
    const long = `${"a".repeat(60)}.${"b".repeat(60)}.example.com`;

    expect(faultsOf(changed([`${app}.additionalHostNames[0]`, long]))).toEqual([
      fault(
        `${app}.additionalHostNames[0]`,
        long,
        "at most 128 characters",
        "an application of its own",
      ),
    ]);
  });

  it("is refused beside others when its last label is no word of letters", () => {
    const zoneName = "example.xn--p1ai";
    const faults = faultsOf(
      changed(
        [`${app}.hostedZone.name`, zoneName],
        [`${app}.hostName`, `app.${zoneName}`],
        [`${app}.additionalHostNames`, [`www.${zoneName}`]],
        [`${app}.routes[0].conditions.hosts`, undefined],
      ),
    );

    expect(faults).toEqual([
      fault(`${app}.hostName`, `app.${zoneName}`, "letters only after the last dot", "of its own"),
      fault(`${app}.additionalHostNames[0]`, `www.${zoneName}`, "letters only", "of its own"),
    ]);
  });

  it("is accepted alone with an international last label", () => {
    const zoneName = "example.xn--p1ai";

    expect(
      faultsOf(
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
      faultsOf(
        changed([`${app}.hostName`, host], [`${app}.routes[0].conditions.hosts`, undefined]),
      ),
    ).toEqual([]);
  });
});

describe("a host condition", () => {
  const hosts = `${app}.routes[0].conditions.hosts`;

  it("is refused when it fits no host name of the application", () => {
    expect(faultsOf(changed([hosts, ["app.example.com", "api.example.com"]]))).toEqual([
      fault(`${hosts}[1]`, "api.example.com", "must fit a host name", "additionalHostNames"),
    ]);
  });

  it.each(["*.example.com", "APP.example.com", "???.example.com", "a*.*.com"])(
    "is accepted when it fits one: %s",
    (pattern) => {
      expect(faultsOf(changed([hosts, [pattern]]))).toEqual([]);
    },
  );
});
