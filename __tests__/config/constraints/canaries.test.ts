import { changed, issue, issuesOf } from "../valid-environment";

const service = "applications.app.services.web";
const digest = `public.ecr.aws/a/b@sha256:${"1".repeat(64)}`;

describe("a canary", () => {
  it("is accepted beside a service whose image comes from a variable", () => {
    expect(
      issuesOf(
        changed([`${service}.image`, undefined], [`${service}.canary`, { weightPercent: 10 }]),
      ),
    ).toEqual([]);
  });

  it("is rejected where its name is taken", () => {
    const canary = { weightPercent: 0 };

    expect(
      issuesOf(
        changed(
          [`${service}.image`, undefined],
          [`${service}.canary`, canary],
          ["applications.app.services.web-canary", {}],
          ["applications.app.signOut.target", { type: "service", service: "web-canary" }],
        ),
      ),
    ).toContainEqual(
      issue(`${service}.canary`, canary, 'makes an ECS service "web-canary"', "rename the other"),
    );
  });

  it("has a fixed image where the service has one, and only there", () => {
    expect(
      issuesOf(changed([`${service}.image`, digest], [`${service}.canary`, { weightPercent: 0 }])),
    ).toEqual([
      issue(`${service}.canary.image`, undefined, '"web" has a fixed image', "by digest"),
    ]);
    expect(
      issuesOf(
        changed(
          [`${service}.image`, undefined],
          [`${service}.canary`, { weightPercent: 0, image: digest }],
        ),
      ),
    ).toEqual([
      issue(
        `${service}.canary.image`,
        digest,
        "gets its image from a variable",
        "--image web-canary=",
      ),
    ]);
  });

  it.each([-1, 101, 1.5])("has no weight of %d percent", (weightPercent) => {
    expect(issuesOf(changed([`${service}.canary`, { weightPercent }]))).toHaveLength(1);
  });

  it("counts where names of roles must fit", () => {
    const long = "w".repeat(40);

    expect(
      issuesOf(
        changed(
          ["applications.app.services", { [long]: { canary: { weightPercent: 0 } } }],
          ["applications.app.routes", []],
          ["applications.app.defaultRoute", undefined],
          ["applications.app.signOut", undefined],
        ),
      ),
    ).toContainEqual(
      expect.objectContaining({
        path: ["applications", "app", "services", long, "canary"],
        message: expect.stringContaining("makes the IAM role name"),
      }),
    );
  });
});
