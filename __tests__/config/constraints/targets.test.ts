import {
  type Change,
  changed,
  issue,
  issuesOf,
  rejectsEach,
  targetGroupArn,
} from "../valid-environment";

const app = "applications.app";
const target = `${app}.routes[0].target`;
const fallback = `${app}.defaultRoute.target`;

describe("a service as a target", () => {
  rejectsEach([
    [
      `${target}.service`,
      "api",
      "must be a service of the application, which has: web",
      "add the service",
    ],
    [`${fallback}.service`, "Web", "must be a service of the application", 'did you mean "web"?'],
    [
      `${target}.service`,
      "constructor",
      "must be a service of the application",
      "correct the name",
    ],
  ]);
});

describe("a fixed response", () => {
  it.each([200, 299, 404, 503])("is accepted with status %d", (statusCode) => {
    expect(issuesOf(changed([`${app}.routes[3].target.statusCode`, statusCode]))).toEqual([]);
  });
});

describe("a redirect", () => {
  const where = `${app}.routes[2].target`;
  const same = { message: "must change protocol, host, port or path", fix: 'path: "/"' };

  it.each([
    ["without changes", {}],
    ["changing only the query", { query: "a=b" }],
    ["HTTPS on an HTTPS listener", { protocol: "HTTPS" }],
    ["port 443 on port 443", { protocol: "HTTPS", port: "443" }],
  ])("is rejected when it redirects to itself: %s", (_, settings) => {
    const value = { type: "redirect", ...settings };

    expect(issuesOf(changed([where, value]))).toEqual([
      issue(where, value, same.message, same.fix),
    ]);
  });

  it.each([
    ["path", { path: "/new" }],
    ["path with what was requested", { path: "/new/#{path}" }],
    ["host", { host: "www.#{host}" }],
    ["port", { port: "8443" }],
    ["protocol", { protocol: "HTTP" }],
    ["protocol and query", { protocol: "HTTPS", query: "" }],
  ])("is accepted when it changes the %s", (_, settings) => {
    expect(issuesOf(changed([where, { type: "redirect", ...settings }]))).toEqual([]);
  });
});

describe("an existing target group", () => {
  const arn = `${app}.routes[1].target.arn`;
  const elsewhere = targetGroupArn.replace("eu-central-1", "us-east-1");

  rejectsEach([[arn, elsewhere, "must be in eu-central-1", "target group of eu-central-1"]]);

  it("is rejected when two applications use it", () => {
    const where = "applications.notes.routes";
    const routes = [
      {
        conditions: { paths: ["/legacy"] },
        access: { type: "public" },
        target: { type: "target-group", arn: targetGroupArn },
      },
    ];

    expect(issuesOf(changed([where, routes]))).toEqual([
      issue(`${where}[0].target.arn`, targetGroupArn, `${arn} uses it too`, "its own target group"),
    ]);
  });

  it("is accepted in several routes of one application, and without egress", () => {
    const environment = changed(
      [target, { type: "target-group", arn: targetGroupArn }],
      // Its targets would not enforce them.
      [`${app}.routes[0].access.groups`, undefined],
    );

    expect(issuesOf(environment)).toEqual([]);
  });
});

describe("a default route", () => {
  it.each([
    ["several services", { web: {}, api: {} }, "the application has 2 services"],
    ["no service", {}, "the application has 0 services"],
  ])("is rejected without a target beside %s", (_, services, rule) => {
    const where = "applications.notes";
    const issues = issuesOf(changed([`${where}.services`, services]));

    expect(issues).toContainEqual(
      issue(`${where}.defaultRoute.target`, undefined, rule, 'type: "service"'),
    );
  });

  rejectsEach([
    [
      `${app}.defaultRoute.access.onUnauthenticatedRequest`,
      "allow",
      "would be public",
      "a last route",
    ],
  ]);

  it("is accepted when it denies", () => {
    expect(
      issuesOf(changed([`${app}.defaultRoute.access.onUnauthenticatedRequest`, "deny"])),
    ).toEqual([]);
  });
});

describe("sign-out paths", () => {
  rejectsEach([
    [`${app}.signOut.redirectPath`, "/bye", "must differ from signOut.path", "another path"],
  ]);

  it.each([
    ["fixed-response", { type: "fixed-response", statusCode: 404 }],
    ["redirect", { type: "redirect", path: "/" }],
  ])("need a target of their own when the default route is a %s", (type, value) => {
    const second: Change = [`${app}.services.second`, {}];
    const toSecond: Change = [`${app}.routes[0].target`, { type: "service", service: "second" }];
    expect(issuesOf(changed([fallback, value], second, toSecond))).toContainEqual(
      issue(
        `${app}.signOut.target`,
        undefined,
        "the application has several services",
        "add a service",
      ),
    );
    expect(issuesOf(changed([`${app}.signOut.target`, value]))).toEqual([
      issue(
        `${app}.signOut.target`,
        expect.objectContaining({ type }),
        `not a ${type}`,
        "add a service",
      ),
    ]);
    const web = { type: "service", service: "web" };
    const named: Change = [`${app}.signOut.target`, web];
    expect(issuesOf(changed([fallback, value], second, toSecond, named))).toEqual([]);
  });

  it("go to the only service when the default route is a fixed response", () => {
    const ended = { type: "fixed-response", statusCode: 404 };

    expect(issuesOf(changed(["applications.notes.defaultRoute.target", ended]))).toEqual([]);
  });

  it("are not checked when sign-out is disabled", () => {
    expect(
      issuesOf(
        changed(
          [fallback, { type: "fixed-response", statusCode: 404 }],
          [`${app}.signOut`, { enabled: false, path: "/x", redirectPath: "/x" }],
        ),
      ),
    ).toEqual([]);
  });

  it("may go to an existing target group", () => {
    expect(issuesOf(changed([fallback, { type: "target-group", arn: targetGroupArn }]))).toEqual(
      [],
    );
  });
});
