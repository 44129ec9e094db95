import { parseCommandLine } from "../../scripts/images/command-line";

describe("npm run images", () => {
  it("builds with what is installed, by default", () => {
    expect(parseCommandLine([])).toEqual({
      help: false,
      environment: undefined,
      buildWith: undefined,
      missing: false,
    });
  });

  it("takes an environment and a build tool", () => {
    const args = ["--environment", "prod", "--build-with", "buildah", "--missing"];

    expect(parseCommandLine(args)).toEqual({
      help: false,
      environment: "prod",
      buildWith: "buildah",
      missing: true,
    });
  });

  it.each([
    [["--build-with", "kaniko"], /must be one of docker, podman, buildah, not "kaniko"/],
    [["--push"], /Unknown option '--push'\.\n\nUsage: npm run images/],
    [["prod"], /Usage: npm run images/],
  ])("rejects %j with the usage", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});
