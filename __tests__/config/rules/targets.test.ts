import {
  type Change,
  changed,
  fault,
  faultsOf,
  refusesEach,
  targetGroupArn,
} from "../valid-environment";

const app = "applications.app";
const target = `${app}.routes[0].target`;
const fallback = `${app}.defaultRoute.target`;

describe("a service as a target", () => {
  refusesEach([
    [
      `${target}.service`,
      "api",
      "must be a service of the application (it has: web)",
      "add the service",
    ],
    [`${fallback}.service`, "Web", "must be a service of the application", "correct the name"],
    [
      `${target}.service`,
      "constructor",
      "must be a service of the application",
      "correct the name",
    ],
  ]);
});

describe("a fixed response", () => {
  refusesEach([[`${app}.routes[3].target.statusCode`, 301, "2XX, 4XX or 5XX", '"redirect"']]);

  it.each([200, 299, 404, 503])("is accepted with status %d", (statusCode) => {
    expect(faultsOf(changed([`${app}.routes[3].target.statusCode`, statusCode]))).toEqual([]);
  });
});

describe("a redirect", () => {
  const where = `${app}.routes[2].target`;
  const same = { rule: "must change protocol, host, port or path", fix: 'path: "/"' };

  it.each([
    ["nothing changed", {}],
    ["the query alone changed", { query: "a=b" }],
    ["HTTPS on an HTTPS listener", { protocol: "HTTPS" }],
    ["port 443 on port 443", { protocol: "HTTPS", port: "443" }],
  ])("is refused when it leads to itself: %s", (_, settings) => {
    const value = { type: "redirect", ...settings };

    expect(faultsOf(changed([where, value]))).toEqual([fault(where, value, same.rule, same.fix)]);
  });

  it.each([
    ["path", { path: "/new" }],
    ["path with what was requested", { path: "/new/#{path}" }],
    ["host", { host: "www.#{host}" }],
    ["port", { port: "8443" }],
    ["protocol", { protocol: "HTTP" }],
    ["protocol and query", { protocol: "HTTPS", query: "" }],
  ])("is accepted when it changes the %s", (_, settings) => {
    expect(faultsOf(changed([where, { type: "redirect", ...settings }]))).toEqual([]);
  });
});

describe("an existing target group", () => {
  const arn = `${app}.routes[1].target.arn`;
  const elsewhere = targetGroupArn.replace("eu-central-1", "us-east-1");

  refusesEach([[arn, elsewhere, "must be in eu-central-1", "target group of eu-central-1"]]);

  it("is refused when two applications name it", () => {
    const where = "applications.notes.routes";
    const routes = [
      {
        conditions: { paths: ["/legacy"] },
        access: { type: "public" },
        target: { type: "target-group", arn: targetGroupArn },
      },
    ];

    expect(faultsOf(changed([where, routes]))).toEqual([
      fault(`${where}[0].target.arn`, targetGroupArn, `${arn} has it already`, "of its own"),
    ]);
  });

  it("is accepted in several routes of one application, and without egress", () => {
    expect(faultsOf(changed([target, { type: "target-group", arn: targetGroupArn }]))).toEqual([]);
  });
});

describe("a default route", () => {
  it.each([
    ["several services", { web: {}, api: {} }, "the application has 2 services"],
    ["no service", {}, "the application has 0 services"],
  ])("is refused without a target beside %s", (_, services, rule) => {
    const where = "applications.notes";
    const faults = faultsOf(changed([`${where}.services`, services]));

    expect(faults).toContainEqual(
      fault(`${where}.defaultRoute.target`, undefined, rule, 'type: "service"'),
    );
  });

  refusesEach([
    [`${app}.defaultRoute.access.onUnauthenticated`, "allow", "open to everybody", "a last route"],
  ]);

  it("is accepted when it denies", () => {
    expect(faultsOf(changed([`${app}.defaultRoute.access.onUnauthenticated`, "deny"]))).toEqual([]);
  });
});

describe("sign-out paths", () => {
  refusesEach([
    [`${app}.signOut.landingPath`, "/bye", "must differ from signOut.path", "another path"],
  ]);

  it.each([
    ["fixed-response", { type: "fixed-response", statusCode: 404 }],
    ["redirect", { type: "redirect", path: "/" }],
  ])("need a target of their own when the default route ends in a %s", (type, value) => {
    const second: Change = [`${app}.services.second`, {}];
    const toSecond: Change = [`${app}.routes[0].target`, { type: "service", service: "second" }];
    expect(faultsOf(changed([fallback, value], second, toSecond))).toContainEqual(
      fault(`${app}.signOut.target`, undefined, "can answer the sign-out paths", "name a service"),
    );
    expect(faultsOf(changed([`${app}.signOut.target`, value]))).toEqual([
      fault(
        `${app}.signOut.target`,
        expect.objectContaining({ type }),
        `not a ${type}`,
        "name a service",
      ),
    ]);
    const web = { type: "service", service: "web" };
    const named: Change = [`${app}.signOut.target`, web];
    expect(faultsOf(changed([fallback, value], second, toSecond, named))).toEqual([]);
  });

  it("go to the only service when the default route ends in a fixed response", () => {
    const ended = { type: "fixed-response", statusCode: 404 };

    expect(faultsOf(changed(["applications.notes.defaultRoute.target", ended]))).toEqual([]);
  });

  it("are no matter when they are switched off", () => {
    expect(
      faultsOf(
        changed(
          [fallback, { type: "fixed-response", statusCode: 404 }],
          [`${app}.signOut`, { enabled: false, path: "/x", landingPath: "/x" }],
        ),
      ),
    ).toEqual([]);
  });

  it("are accepted when an existing target group answers them", () => {
    expect(faultsOf(changed([fallback, { type: "target-group", arn: targetGroupArn }]))).toEqual(
      [],
    );
  });
});
