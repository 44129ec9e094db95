import { type Change, changed, issue, issuesOf } from "../valid-environment";

const notes = "applications.notes";
const arnIn = (region: string) =>
  `arn:aws:elasticloadbalancing:${region}:111122223333:listener/app/team/0123456789abcdef/0123456789abcdef`;
const on = (firstPriority: number, region = "eu-central-1") => ({
  type: "existing",
  listenerArn: arnIn(region),
  firstPriority,
});

/** What the application sets on a load balancer of its own. */
const withoutLoadBalancerSettings: Change[] = [
  ["applications.app.alarms", undefined],
  ["applications.app.firewall", undefined],
  ["applications.app.accessLogTable", undefined],
  ["applications.app.accessLogRetentionDays", undefined],
];

describe("an existing listener", () => {
  it("is accepted in the environment's region, with its network", () => {
    expect(issuesOf(changed([`${notes}.loadBalancer`, on(3000)]))).toEqual([]);
  });

  it("is the ARN of a listener of an application load balancer", () => {
    const arn = arnIn("eu-central-1").replace("/app/", "/net/");

    expect(issuesOf(changed([`${notes}.loadBalancer`, { ...on(3000), listenerArn: arn }]))).toEqual(
      [issue(`${notes}.loadBalancer.listenerArn`, arn, "ARN of a listener", "EC2 console")],
    );
  });

  it("shares no host name with another application on it, and with one elsewhere while it moves", () => {
    const both = (other: object, network: object) =>
      issuesOf(
        changed(
          [`${notes}.hostName`, "www.example.com"],
          [`${notes}.dns`, "none"],
          [`${notes}.loadBalancer`, on(3000)],
          ["applications.app.loadBalancer", other],
          ["applications.app.network", network],
          ...withoutLoadBalancerSettings,
        ),
      ).map(({ message }) => message);
    const ofNotes = { type: "application", application: "notes" };

    expect(both(on(5000), ofNotes)).toEqual([expect.stringContaining("must be unique")]);
    expect(both({ type: "own" }, { type: "new", cidr: "10.7.0.0/16" })).toEqual([]);
  });

  it("has the certificate of each application once", () => {
    const certificate = { type: "existing", domain: "*.example.com" };
    const both = (ofApp: object) =>
      issuesOf(
        changed(
          [`${notes}.certificate`, certificate],
          ["applications.app.certificate", ofApp],
          [`${notes}.loadBalancer`, on(3000)],
          ["applications.app.loadBalancer", on(5000)],
          ["applications.app.network", { type: "application", application: "notes" }],
          ...withoutLoadBalancerSettings,
        ),
      );

    expect(both(certificate)).toEqual([
      issue(`${notes}.certificate`, certificate, 'certificate of application "app"', "of its own"),
    ]);
    expect(both({ type: "new" })).toEqual([]);
  });

  it("is rejected in another region", () => {
    expect(issuesOf(changed([`${notes}.loadBalancer`, on(3000, "us-east-1")]))).toEqual([
      issue(
        `${notes}.loadBalancer.listenerArn`,
        arnIn("us-east-1"),
        "must be in eu-central-1",
        "use a",
      ),
    ]);
  });

  it("is rejected with a new network, which it could not reach", () => {
    expect(
      issuesOf(
        changed(
          [`${notes}.loadBalancer`, on(3000)],
          [`${notes}.network`, { type: "new", cidr: "10.7.0.0/16" }],
        ),
      ),
    ).toEqual([issue(`${notes}.network`, "new", "its own VPC only", '{ type: "existing"')]);
  });

  it.each(["accessLogRetentionDays", "firewall"])("keeps its owner's %s", (field) => {
    const value = field === "firewall" ? {} : 30;
    const issues = issuesOf(
      changed([`${notes}.loadBalancer`, on(3000)], [`${notes}.${field}`, value]),
    );

    expect(issues).toEqual([
      issue(`${notes}.${field}`, value, "belongs to somebody else", "owner set it"),
    ]);
  });

  it("gives each application priorities of its own", () => {
    const both = (other: number) =>
      issuesOf(
        changed(
          [`${notes}.loadBalancer`, on(other)],
          ["applications.app.loadBalancer", on(3000)],
          ["applications.app.network", { type: "application", application: "notes" }],
          ...withoutLoadBalancerSettings,
        ),
      ).filter(({ path }) => path.includes("firstPriority"));

    expect(both(3999)).toEqual([
      issue(
        `${notes}.loadBalancer.firstPriority`,
        3999,
        "must be 1000 away from 3000",
        "write 4000",
      ),
    ]);
    expect(both(4000)).toEqual([]);
  });
});
