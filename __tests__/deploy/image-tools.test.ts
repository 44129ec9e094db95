import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findImageTool } from "../../scripts/deploy/images/find-image-tool";
import type { ImageToolName } from "../../scripts/deploy/images/image-tool";

const digest = `sha256:${"1b".repeat(32)}`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "image-tools-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that writes down its arguments and standard input, and a digest where the real one does. */
function install(name: ImageToolName, reported = digest): void {
  const program = join(folder, name);
  const script = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const input = args.includes("--password-stdin") ? readFileSync(0, "utf8") : "";
appendFileSync(${JSON.stringify(join(folder, "calls"))}, JSON.stringify({ args, input }) + "\\n");
const after = (option) => args[args.indexOf(option) + 1];
if (args.includes("--digestfile")) writeFileSync(after("--digestfile"), ${JSON.stringify(reported)});
if (args.includes("--metadata-file")) {
  writeFileSync(after("--metadata-file"), JSON.stringify({ "containerimage.digest": ${JSON.stringify(reported)} }));
}
`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
}

function calls(): { args: string[]; input: string }[] {
  return readFileSync(join(folder, "calls"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const env = () => ({ PATH: folder });
const image = {
  context: "/app",
  dockerfile: "/app/Dockerfile",
  target: "production",
  platform: "linux/arm64",
  reference: "registry.example.com/app:sources-1",
};

describe("the program that builds images", () => {
  it("is the first one that is installed, or the chosen one", () => {
    install("podman");
    install("buildah");

    expect(findImageTool(undefined, env()).name).toBe("podman");
    expect(findImageTool("buildah", env()).name).toBe("buildah");
    expect(() => findImageTool("docker", env())).toThrow(/docker is not in PATH.*--image/s);
  });

  it("says what to install where there is none", () => {
    expect(() => findImageTool(undefined, env())).toThrow(
      /docker, podman, buildah are not in PATH/,
    );
  });

  it.each(["docker", "podman", "buildah"] as const)(
    "%s gets passwords through standard input",
    async (name) => {
      install(name);
      await findImageTool(name, env()).logIn("registry.example.com", "AWS", "hunter2");

      expect(calls()).toEqual([
        {
          args: ["login", "--username", "AWS", "--password-stdin", "registry.example.com"],
          input: "hunter2",
        },
      ]);
    },
  );

  it.each(["podman", "buildah"] as const)(
    "%s builds, pushes and reports the digest",
    async (name) => {
      install(name);

      expect(await findImageTool(name, env()).buildAndPush(image)).toBe(digest);
      const [build, push] = calls();
      expect(build?.args).toEqual([
        ...["build", "--platform", "linux/arm64", "--file", "/app/Dockerfile"],
        ...["--target", "production", "--tag", image.reference, "/app"],
      ]);
      expect(push?.args).toEqual(["push", "--digestfile", expect.any(String), image.reference]);
    },
  );

  it("docker builds for another processor, pushes and reports the digest of the image", async () => {
    install("docker");

    expect(await findImageTool("docker", env()).buildAndPush({ ...image, target: undefined })).toBe(
      digest,
    );
    expect(calls()[0]?.args).toEqual([
      ...["buildx", "build", "--platform", "linux/arm64", "--file", "/app/Dockerfile"],
      ...["--provenance=false", "--tag", image.reference, "--push"],
      ...["--metadata-file", expect.any(String), "/app"],
    ]);
  });

  it.each(["docker", "buildah"] as const)("%s without a digest is an error", async (name) => {
    install(name, "latest");

    await expect(findImageTool(name, env()).buildAndPush(image)).rejects.toThrow(
      /reported no digest \("latest"\)/,
    );
  });
});
