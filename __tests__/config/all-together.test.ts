import { formatPath } from "../../config/issue";
import { type Change, changed, issuesOf } from "./valid-environment";

const app = "applications.app";
const web = `${app}.services.web`;
const arn = "arn:aws:ssm:eu-central-1:111122223333:parameter/x";

/** Faults of shape and issues between fields, several of them in the same service and the same route. */
const twenty: Change[] = [
  ["region", "Frankfurt"],
  ["identity.domain.prefix", "aws-login"],
  ["identity.tokenLifetimes.accessTokenMinutes", 1000],
  ["identity.mfa", "sms"],
  [`${app}.hostName`, "APP.example.com"],
  [`${app}.network.cidr`, "10.0.0.0/28"],
  [`${app}.idleTimeoutSeconds`, 0],
  [`${web}.memoryMiB`, 100000],
  [`${web}.image`, "nginx:latest"],
  [`${web}.count`, { minimum: 9, maximum: 2 }],
  [`${web}.environment`, { PORT: "80" }],
  [`${web}.secrets`, { LOG: "hunter2", COGNITO_ISSUER: arn }],
  [`${app}.routes[0].access.scopes`, ["openid", "tasks/none"]],
  [`${app}.routes[0].access.sessionTimeoutSeconds`, 0],
  [`${app}.routes[0].conditions.methods`, ["post"]],
  [`${app}.routes[0].target.service`, "api"],
  [`${app}.routes[3].target.statusCode`, 302],
  [`${app}.routes[2].target`, { type: "redirect" }],
  [`${app}.signOut.redirectPath`, "/bye"],
  ["applications.notes.hostName", "notes.example.org"],
];

const expectedPaths = [
  "region",
  "identity.domain.prefix",
  "identity.tokenLifetimes.accessTokenMinutes",
  "identity.mfa",
  "applications.app.hostName",
  "applications.app.network.cidr",
  "applications.app.idleTimeoutSeconds",
  "applications.app.services.web.memoryMiB",
  "applications.app.services.web.image",
  "applications.app.services.web.count.minimum",
  "applications.app.services.web.environment.PORT",
  "applications.app.services.web.secrets.LOG",
  "applications.app.services.web.secrets.COGNITO_ISSUER",
  "applications.app.routes[0].access.scopes[1]",
  "applications.app.routes[0].access.sessionTimeoutSeconds",
  "applications.app.routes[0].conditions.methods[0]",
  "applications.app.routes[0].target.service",
  "applications.app.routes[3].target.statusCode",
  "applications.app.routes[2].target",
  "applications.app.signOut.redirectPath",
  "applications.notes.hostName",
];

const pathsOf = (environment: unknown) =>
  issuesOf(environment)
    .map(({ path }) => formatPath(path))
    .sort();

describe("a file with many issues", () => {
  it("is told all of twenty-one at once", () => {
    expect(pathsOf(changed(...twenty))).toEqual([...expectedPaths].sort());
  });

  it("is told any ten of them at once", () => {
    for (let start = 0; start <= 10; start += 1) {
      const ten = twenty.slice(start, start + 10);
      const alone = ten.flatMap((change) => pathsOf(changed(change)));

      expect(pathsOf(changed(...ten))).toEqual(alone.sort());
    }
  });

  it("is told the issues inside an entry whose name is faulty too", () => {
    const services = { Web_1: { port: 0, count: { minimum: 3, maximum: 1 } } };

    expect(pathsOf(changed(["applications.notes.services", services]))).toEqual([
      "applications.notes.services.Web_1",
      "applications.notes.services.Web_1.count.minimum",
      "applications.notes.services.Web_1.port",
    ]);
  });

  it("is told of unknown fields and missing ones together", () => {
    expect(
      pathsOf(
        changed(
          [`${app}.hostname`, "app.example.com"],
          [`${app}.hostName`, undefined],
          [`${web}.prot`, 1],
        ),
      ),
    ).toEqual([
      "applications.app.hostName",
      "applications.app.hostname",
      "applications.app.services.web.prot",
    ]);
  });
});

describe("a issue of shape makes no second issue", () => {
  it.each<[string, Change]>([
    ["a list of additional host names", [`${app}.additionalHostNames`, "www.example.com"]],
    ["a host name that conditions speak of", [`${app}.hostName`, 5]],
    ["a zone", [`${app}.hostedZone`, null]],
    ["scopes that routes ask for", ["identity.resourceServers.tasks.scopes", undefined]],
    ["a resource server that routes ask for", ["identity.resourceServers.tasks", "read"]],
    ["all resource servers", ["identity.resourceServers", []]],
    ["the services that routes name", [`${app}.services`, ["web"]]],
    ["one of the services that routes name", [web, null]],
    ["the routes that lead to a service", [`${app}.routes`, "none"]],
    ["one route", [`${app}.routes[0]`, null]],
    ["an access", [`${app}.routes[0].access`, "login"]],
    ["a type of access", [`${app}.routes[0].access.type`, "Login"]],
    ["a target", [`${app}.defaultRoute.target`, "web"]],
    ["a type of target", [`${app}.defaultRoute.target.type`, "Service"]],
    ["egress of a target group", [`${app}.routes[1].target.egress`, 443]],
    ["a type of network", ["applications.notes.network.type", "old"]],
    ["a network", ["applications.notes.network", "10.0.0.0/16"]],
    ["a region that ARNs are compared with", ["region", "eu"]],
    ["a name that others are composed with", ["name", 7]],
    ["conditions", [`${app}.routes[0].conditions`, []]],
    ["a list of paths", [`${app}.routes[0].conditions.paths`, "/x"]],
    ["lifetimes", ["identity.tokenLifetimes", 15]],
    [
      "a lifetime that others are compared with",
      ["identity.tokenLifetimes.refreshTokenHours", 0.1],
    ],
    ["CPU units", [`${web}.cpuUnits`, "512"]],
    ["all of the identity", ["identity", undefined]],
    ["all applications", ["applications", null]],
  ])("%s", (_, change) => {
    expect(issuesOf(changed(change))).toHaveLength(1);
  });
});
