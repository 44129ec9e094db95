import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { describeRequiring } from "../../__tests__/support/describe-requiring";
import { environment, request } from "./support/app";
import { ImageBuilder, missingBuilder } from "./support/image-builder";

const root = join(__dirname, "..", "..");
const dockerfile = readFileSync(join(root, "container/Dockerfile"), "utf8");

describe("container/Dockerfile", () => {
  it("passes a Dockerfile linter", () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it("has its base image as an argument, pinned by digest", () => {
    expect(dockerfile).toMatch(
      /^ARG NODE_IMAGE=docker\.io\/library\/node:\d+\.\S+@sha256:[0-9a-f]{64}$/m,
    );
    expect(dockerfile.match(/^FROM .*$/gm)).toEqual([
      "FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build",
      "FROM ${NODE_IMAGE}",
    ]);
  });

  it("runs nothing in its last stage, so that no architecture needs emulation", () => {
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));

    expect(lastStage).not.toMatch(/^(RUN|ADD) /m);
  });
});

describeRequiring("the image", missingBuilder(), "REQUIRE_IMAGE_BUILD", () => {
  jest.setTimeout(300_000);
  const builder = new ImageBuilder();
  let mount = "";

  beforeAll(() => {
    builder.makeBase();
    builder.build();
    mount = builder.run("mount", builder.run("from", "--pull-never", builder.image));
  });

  afterAll(() => builder.dispose());

  it("runs Node as process 1, not as root, and has labels", () => {
    const { OCIv1 } = JSON.parse(builder.run("inspect", "--type", "image", builder.image));

    expect(OCIv1.config).toMatchObject({
      User: "1000:1000",
      Entrypoint: ["/usr/local/bin/node", "/app/server.cjs"],
      ExposedPorts: { "8080/tcp": {} },
      StopSignal: "SIGTERM",
      WorkingDir: "/app",
      Labels: { "org.opencontainers.image.licenses": "MIT" },
    });
    expect(OCIv1.config.Env).toContain("NODE_ENV=production");
  });

  it("contains one bundled file, and reports its size", () => {
    const files = execFileSync("ls", [join(mount, "app")], { encoding: "utf8" })
      .trim()
      .split("\n");
    const bundleBytes = statSync(join(mount, "app/server.cjs")).size;
    const mebibytes = builder.sizeOf(mount) / 2 ** 20;
    process.stderr.write(
      `image: ${mebibytes.toFixed(1)} MiB with the test's base, ` +
        `${(bundleBytes / 2 ** 20).toFixed(2)} MiB of it the bundle\n`,
    );

    expect(files).toEqual(["server.cjs", "server.cjs.LEGAL.txt"]);
    expect(bundleBytes).toBeLessThan(2 * 2 ** 20);
    expect(spawnSync("ls", [join(mount, "src")]).status).not.toBe(0);
  });

  it("serves /healthz as another user on a read-only root, and exits on SIGTERM", async () => {
    const readOnly = join(builder.directory, "read-only");
    mkdirSync(readOnly);
    execFileSync("mount", ["--bind", mount, readOnly]);
    try {
      execFileSync("mount", ["-o", "remount,bind,ro", readOnly]);
      expect(() => execFileSync("touch", [join(readOnly, "app/x")], { stdio: "pipe" })).toThrow(
        /Read-only file system/,
      );
      const child = spawn(
        "chroot",
        ["--userspec=4242:4242", readOnly, "/usr/local/bin/node", "/app/server.cjs"],
        {
          env: { PATH: process.env.PATH, ...environment, NODE_ENV: "production" },
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const [line] = await Promise.race([
        once(child.stdout, "data"),
        once(child, "exit").then(([code]) => {
          throw new Error(`The container ended with ${code} instead of listening.`);
        }),
      ]);
      const { port } = JSON.parse(String(line));
      const response = await request(port, "/healthz");
      const uid = execFileSync("ps", ["-o", "uid=", "-p", String(child.pid)], { encoding: "utf8" });
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");

      expect(response).toMatchObject({ status: 200, text: '{"status":"ok"}' });
      expect(uid.trim()).toBe("4242");
      expect(code).toBe(0);
    } finally {
      execFileSync("umount", [readOnly]);
    }
  });
});
