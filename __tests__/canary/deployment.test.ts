import { requireRunningReleases } from "../../scripts/deploy/canaries";
import { chooseImages } from "../../scripts/hcp/run-images";
import { deploymentOf } from "../../synthesis/deployment";
import { localPrograms } from "../../synthesis/local-programs";
import { checked, minimalApplication, testEnvironment } from "../support/synth-environment";

const environment = (weightPercent: number) =>
  checked(
    testEnvironment({
      applications: {
        app: {
          ...minimalApplication,
          services: {
            web: {
              build: { context: "container" },
              local: { url: "http://127.0.0.1:3000" },
              canary: { weightPercent },
            },
          },
        },
      },
    }),
  );

const servicesAt = (weightPercent: number) => deploymentOf(environment(weightPercent)).services;
const image = (digit: string) => `registry.example.com/web@sha256:${digit.repeat(64)}`;

describe("the deployment of a service with a canary", () => {
  it("builds the new release only, into the repository of the service", () => {
    expect(
      servicesAt(10).map(({ service, build, repositoryName, canaryOf }) => ({
        service,
        isBuilt: build !== undefined,
        repositoryName,
        canaryOf,
      })),
    ).toEqual([
      { service: "web", isBuilt: false, repositoryName: "test/app/web", canaryOf: undefined },
      {
        service: "web-canary",
        isBuilt: true,
        repositoryName: "test/app/web",
        canaryOf: { service: "web", weightPercent: 10 },
      },
    ]);
  });

  it("runs the program of the service in place of both locally", () => {
    expect(localPrograms(environment(10))).toEqual([
      { application: "app", service: "web", url: "http://127.0.0.1:3000" },
      { application: "app", service: "web-canary", url: "http://127.0.0.1:3000" },
    ]);
  });
});

describe(requireRunningReleases, () => {
  const running = { web: image("1"), "web-canary": image("2") };

  it.each([
    [0, { web: image("1") }, { web: image("1"), "web-canary": "none" }],
    [0, {}, { web: image("1"), "web-canary": "none" }],
    [10, running, running],
    [100, running, running],
  ])("accepts %i percent with %j deployed", (weightPercent, deployed, images) => {
    expect(() => requireRunningReleases(servicesAt(weightPercent), deployed, images)).not.toThrow();
  });

  it("rejects requests for a canary that does not run yet, built or given", () => {
    const images = { web: image("1"), "web-canary": image("2") };

    for (const deployed of [{ web: image("1") }, { web: image("1"), "web-canary": "none" }]) {
      expect(() => requireRunningReleases(servicesAt(10), deployed, images)).toThrow(
        "The canary of app/web does not run yet, and canary.weightPercent is 10",
      );
    }
  });

  it("rejects a canary of a service that does not run", () => {
    expect(() =>
      requireRunningReleases(servicesAt(0), {}, { web: "none", "web-canary": "none" }),
    ).toThrow("Service app/web has a canary and no image of its own");
  });
});

describe("a run in HCP Terraform", () => {
  it("is rejected likewise", () => {
    const services = servicesAt(10);
    const given = new Map(services.map((each) => [each, image("1")]));

    expect(() => chooseImages(services, given, { web: image("1") })).toThrow("does not run yet");
    expect(
      chooseImages(services, new Map(), { web: image("1"), "web-canary": image("2") }),
    ).toEqual({ web: image("1"), "web-canary": image("2") });
  });
});
