import { networkOf } from "../../../config/network-owner";
import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { changed, issue, issuesOf, parsed } from "../valid-environment";

const of = (application: string) => ({ type: "application", application });
const notes = "applications.notes.network";
const path = `${notes}.application`;

describe("checkSharedNetworks", () => {
  it("accepts the network of an application, wherever it stands in the file", () => {
    expect(issuesOf(changed([notes, of("app")]))).toEqual([]);
    expect(issuesOf(changed(["applications.app.network", of("notes")]))).toEqual([]);
  });

  it("rejects an application that does not exist", () => {
    expect(issuesOf(changed([notes, of("ap")]))).toEqual([
      issue(path, "ap", "that has a network of its own: app", 'did you mean "app"?'),
    ]);
  });

  it("rejects the application itself", () => {
    expect(issuesOf(changed([notes, of("notes")]))).toEqual([
      issue(path, "notes", "must be another application", "name the application that has the VPC"),
    ]);
  });

  it("rejects an application that uses another's network, and a circle", () => {
    const third = { hostName: "third.example.com", hostedZone: { id: "Z0", name: "example.com" } };

    expect(
      issuesOf(
        changed([notes, of("app")], ["applications.third", { ...third, network: of("notes") }]),
      ),
    ).toEqual([
      issue(
        "applications.third.network.application",
        "notes",
        'uses the one of "app"',
        'write "app"',
      ),
    ]);
    expect(
      issuesOf(changed([notes, of("app")], ["applications.app.network", of("notes")])),
    ).toHaveLength(2);
  });

  it("says so when no application has a network of its own", () => {
    expect(
      issuesOf(changed(["applications.notes", undefined], ["applications.app.network", of("x")])),
    ).toEqual([
      issue("applications.app.network.application", "x", "there is none", '{ type: "new" }'),
    ]);
  });
});

describe(networkOf, () => {
  it("is the owner's network, with its IPv6 ranges", () => {
    const { applications } = parsed(changed([notes, of("app")]));

    expect(
      networkOf({ applications }, { network: { type: "application", application: "app" } }),
    ).toBe(applications.app?.network);
  });

  it("throws for a network that the check rejects", () => {
    expect(() =>
      networkOf({ applications: {} }, { network: { type: "application", application: "gone" } }),
    ).toThrow('Application "gone" has no network of its own');
  });
});

describe("the warning about networks that others use", () => {
  const warnings = (deletionProtection: boolean) =>
    environmentWarnings(
      parsed(
        changed([notes, of("app")], ["applications.app.deletionProtection", deletionProtection]),
      ),
    ).filter(({ path: [, , field] }) => field === "deletionProtection");

  it("is given while the owner has no deletion protection", () => {
    expect(warnings(true)).toEqual([]);
    expect(warnings(false)).toEqual([
      {
        path: ["applications", "app", "deletionProtection"],
        message: expect.stringContaining("is off, and notes uses the network of app"),
        fix: "turn it on, or destroy notes before app",
      },
    ]);
  });
});
