import { parseCommandLine } from "../../scripts/deploy/command-line";

const digest = `sha256:${"0a".repeat(32)}`;

describe("npm run deploy", () => {
  it("deploys everything and asks, by default", () => {
    expect(parseCommandLine([])).toEqual({
      help: false,
      environment: undefined,
      only: [],
      images: [],
      buildWith: undefined,
      noBuild: false,
      plan: false,
      yes: false,
    });
  });

  it("takes images by digest, with or without the name of the application", () => {
    const { images } = parseCommandLine([
      ...[
        "--image",
        `web=111122223333.dkr.ecr.eu-central-1.amazonaws.com/prod/tasks/web@${digest}`,
      ],
      ...["--image", `tasks/api=localhost:5000/api:1.0@${digest}`],
    ]);

    expect(images).toEqual([
      {
        stack: undefined,
        service: "web",
        image: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/prod/tasks/web@${digest}`,
      },
      { stack: "tasks", service: "api", image: `localhost:5000/api:1.0@${digest}` },
    ]);
  });

  it("reports every image without a digest, and an unknown build tool, together", () => {
    const parse = () =>
      parseCommandLine([
        "--image",
        "web=nginx:latest",
        "--image",
        digest,
        "--build-with",
        "kaniko",
      ]);

    expect(parse).toThrow(/--image web=nginx:latest: must be SERVICE=REPOSITORY@sha256/);
    expect(parse).toThrow(new RegExp(`--image ${digest}: must be`));
    expect(parse).toThrow(/--build-with must be one of docker, podman, buildah, not "kaniko"/);
  });

  it.each([["--approve"], ["--environment"], ["prod"]])("rejects %s with the usage", (argument) => {
    expect(() => parseCommandLine([argument])).toThrow(/Usage: npm run deploy/);
  });
});
