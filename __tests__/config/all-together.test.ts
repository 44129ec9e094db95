import { formatPath } from "../../config/issue";
import { type Change, changed, issuesOf } from "./valid-environment";

const app = "applications.app";
const web = `${app}.services.web`;
const arn = "arn:aws:ssm:eu-central-1:111122223333:parameter/x";

const shape: Change[] = [
  ["region", "Frankfurt"],
  ["identity.domain.prefix", "aws-login"],
  ["identity.mfa", "sms"],
  [`${app}.hostName`, "APP.example.com"],
  [`${app}.idleTimeoutSeconds`, 0],
  [`${web}.image`, "nginx:latest"],
  [`${web}.secrets.LOG`, "hunter2"],
  [`${app}.routes[0].access.sessionTimeoutSeconds`, 0],
  [`${app}.routes[0].conditions.methods[0]`, "post"],
  [`${app}.routes[3].target.statusCode`, 302],
  [`${app}.unknown`, 1],
  [`${app}.hostedZone.name`, undefined],
];

const constraints: Change[] = [
  ["identity.tokenLifetimes.accessTokenMinutes", 1000],
  [`${app}.network.cidr`, "10.0.0.0/28"],
  [`${web}.memoryMiB`, 100000],
  [`${web}.scaling.minCapacity`, 9],
  [`${web}.environment.PORT`, "80"],
  [`${web}.secrets.COGNITO_ISSUER`, arn],
  [`${app}.routes[0].access.scopes[1]`, "tasks/none"],
  [`${app}.routes[0].target.service`, "api"],
  [`${app}.routes[2].target`, { type: "redirect" }],
  [`${app}.signOut.redirectPath`, "/bye"],
  ["applications.notes.hostName", "notes.example.org"],
];

const pathsOf = (environment: unknown) =>
  issuesOf(environment)
    .map(({ path }) => formatPath(path))
    .sort();

const changedPaths = (changes: readonly Change[]) => changes.map(([where]) => where).sort();

describe("an environment with several issues", () => {
  it("gets all issues of shape together", () => {
    expect(pathsOf(changed(...shape))).toEqual(changedPaths(shape));
  });

  it("gets all violated constraints together", () => {
    expect(pathsOf(changed(...constraints))).toEqual(changedPaths(constraints));
  });

  it("gets no violated constraints while there are issues of shape", () => {
    expect(pathsOf(changed(...constraints, ...shape))).toEqual(changedPaths(shape));
  });

  it("gets the issues of an entry together with those of its name", () => {
    const services = { Web_1: { port: 0 } };

    expect(pathsOf(changed(["applications.notes.services", services]))).toEqual([
      "applications.notes.services.Web_1",
      "applications.notes.services.Web_1.port",
    ]);
  });

  it("gets them in the order of the file", () => {
    const paths = issuesOf(changed(...shape)).map(({ path }) => formatPath(path));

    expect(paths.slice(0, 4)).toEqual([
      "region",
      "identity.domain.prefix",
      "identity.mfa",
      "applications.app.hostName",
    ]);
  });
});
