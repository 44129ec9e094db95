import { type Change, changed, issue, issuesOf } from "../valid-environment";

const topic = (arn: string): Change => ["monitoring.topic", { type: "existing", arn }];
const noThreatProtection: Change[] = [
  ["identity.threatProtection", "off"],
  ["identity.plan", "essentials"],
];
const existingPool: Change[] = [
  [
    "identity",
    { type: "existing", userPoolId: "eu-central-1_Ab1Cd2Ef3", domain: { prefix: "acme-login" } },
  ],
  ["applications.app.routes", []],
  ["applications.app.clientGeneration", 1],
];

describe("an existing topic", () => {
  it("is accepted in the environment's region", () => {
    expect(issuesOf(changed(topic("arn:aws:sns:eu-central-1:111122223333:alarms")))).toEqual([]);
  });

  it("is rejected in another region, which no alarm reaches", () => {
    const arn = "arn:aws:sns:eu-west-1:111122223333:alarms";

    expect(issuesOf(changed(topic(arn)))).toEqual([
      issue("monitoring.topic.arn", arn, "must be a topic in eu-central-1", '{ type: "new" }'),
    ]);
  });

  it("is rejected where it is a FIFO topic", () => {
    const arn = "arn:aws:sns:eu-central-1:111122223333:alarms.fifo";

    expect(issuesOf(changed(topic(arn)))).toEqual([
      issue("monitoring.topic.arn", arn, "not of a FIFO topic", "from the SNS console"),
    ]);
  });
});

describe("Cognito's logs", () => {
  const logs = (value: string): Change => ["monitoring.userPoolLogs", value];

  it("of sign-ins are rejected below the Plus plan", () => {
    expect(issuesOf(changed(...noThreatProtection, logs("all")))).toEqual([
      issue("monitoring.userPoolLogs", "all", 'not be "all" with plan: "essentials"', '"plus"'),
    ]);
  });

  it("of sign-ins are accepted on the Plus plan", () => {
    expect(issuesOf(changed(logs("all")))).toEqual([]);
  });

  it.each(["off", "delivery-errors"])("are accepted on any plan as %s", (value) => {
    expect(issuesOf(changed(...noThreatProtection, logs(value)))).toEqual([]);
  });

  it("are rejected of an existing pool, which is never changed", () => {
    const issues = issuesOf(changed(...existingPool, logs("delivery-errors")));

    expect(issues).toContainEqual(
      issue("monitoring.userPoolLogs", "delivery-errors", "an existing user pool", "remove it"),
    );
    expect(
      issuesOf(changed(...existingPool, logs("off"))).filter(
        ({ path }) => path[0] === "monitoring",
      ),
    ).toEqual([]);
  });
});

describe("settings of alarms", () => {
  it("are rejected where the environment has no monitoring", () => {
    const paths = issuesOf(changed(["monitoring", undefined])).map(({ path, fix }) => [
      path.join("."),
      fix,
    ]);

    expect(paths).toEqual([
      ["applications.app.services.web.alarms", expect.stringContaining("monitoring: {}")],
      ["applications.app.alarms", expect.stringContaining("monitoring: {}")],
    ]);
  });
});

describe("alarms of a load balancer that applications share", () => {
  const alarms: Change = [
    "applications.app.alarms",
    { signInLatencyMs: 5000, certificateDays: 20, off: ["cpu", "sign-ins-denied"] },
  ];
  const pathsOf = (...changes: Change[]) =>
    issuesOf(changed(...changes))
      .filter(({ path }) => path.includes("alarms"))
      .map(({ path, fix }) => [path.join("."), fix]);

  it("are settings of the application with a load balancer of its own", () => {
    expect(pathsOf(alarms)).toEqual([]);
  });

  it("are rejected of an application behind the edge", () => {
    expect(pathsOf(alarms, ["applications.app.loadBalancer", { type: "edge", slot: 1 }])).toEqual([
      ["applications.app.alarms.signInLatencyMs", expect.stringContaining("monitoring.alarms")],
      ["applications.app.alarms.off.1", expect.stringContaining("monitoring.alarms")],
    ]);
  });

  it("are rejected of an application behind the listener of another team", () => {
    const listenerArn =
      "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shared/0123456789abcdef/0123456789abcdef";
    const listener = { type: "existing", listenerArn, firstPriority: 1000 };

    expect(pathsOf(alarms, ["applications.app.loadBalancer", listener])).toEqual([
      ["applications.app.alarms.signInLatencyMs", "remove it"],
      ["applications.app.alarms.off.1", "remove it"],
    ]);
  });
});
